import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BuildView } from '../../wire/build-contract.js';
import { buildsApi, type PhaseDecision } from '../../wire/builds-api.js';
import { refreshBuild } from './show-build.js';

/** What an operator does to one build. Nothing is shown as done before the server has said so. */
export function useBuildActions(id: string) {
  const client = useQueryClient();
  const onSuccess = (build: BuildView): void => refreshBuild(client, build);
  const refine = useMutation({
    mutationFn: ({ text, idempotencyKey }: { text: string; idempotencyKey: string }) =>
      buildsApi.refine(id, text, idempotencyKey),
    onSuccess,
  });
  const cancel = useMutation({ mutationFn: (reason: string) => buildsApi.cancel(id, reason), onSuccess });
  // As with decisions: a repeat would find it going on
  const resume = useMutation({ mutationFn: () => buildsApi.resume(id), retry: false, onSuccess });
  const rollback = useMutation({
    mutationFn: ({ revision, idempotencyKey }: { revision: number; idempotencyKey: string }) =>
      buildsApi.rollback(id, revision, idempotencyKey),
    onSuccess,
  });
  const decide = useMutation({
    mutationFn: ({ phaseId, decision }: { phaseId: string; decision: PhaseDecision }) =>
      buildsApi.decide(id, phaseId, decision),
    // A repeat after a lost answer would be refused, since the first try has worked
    retry: false,
    onSuccess,
  });
  return { refine, cancel, resume, rollback, decide };
}

export type BuildActions = ReturnType<typeof useBuildActions>;
