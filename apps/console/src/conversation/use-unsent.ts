import { type Mutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import type { Answer } from './use-actions.js';

export interface Unsent extends Answer {
  state: 'sending' | 'paused' | 'failed';
  error: unknown;
  discard: () => void;
}

/** Answers that the server has not confirmed yet, in the order in which they were written. */
export function useUnsent(id: string): Unsent[] {
  const cache = useQueryClient().getMutationCache();
  return useMutationState({
    filters: { mutationKey: ['answer', id], predicate: ({ state }) => state.status !== 'success' },
    select: (mutation): Unsent => {
      const { status, isPaused, variables, error } = mutation.state as Mutation<unknown, Error, Answer>['state'];
      return {
        ...variables!,
        state: status === 'error' ? 'failed' : isPaused ? 'paused' : 'sending',
        error,
        discard: () => cache.remove(mutation),
      };
    },
  });
}
