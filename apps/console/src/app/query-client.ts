import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '../wire/api-error.js';

const MAX_RETRIES = 3;

/** A session that ended shows the sign-in at once, whichever call has met it. */
const onError = (error: Error): void => {
  if (!(error instanceof ApiError) || !error.isSignedOut) return;
  queryClient.setQueryData(['session-ended'], true);
  queryClient.setQueryData(['session'], null);
};

const isWorthRetrying = (failures: number, error: Error): boolean =>
  failures < MAX_RETRIES && error instanceof ApiError && error.isPassing;

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: { staleTime: 15_000, gcTime: 10 * 60_000, retry: isWorthRetrying },
    // Every change has a key of its own, so that a repeat changes nothing
    mutations: { retry: isWorthRetrying, gcTime: 60 * 60_000 },
  },
});
