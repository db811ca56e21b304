import type { Knobs } from '../wire/phone-contract.js';

/** How many knobs make something misbehave now: nobody should hunt a fault that they asked for. */
export function countTurned(knobs: Knobs | undefined): number {
  if (!knobs) return 0;
  const { dropResponseRate, failBeforeAcceptRate, failAfterAcceptRate, duplicateRate, reorderRate } = knobs;
  const rates = [dropResponseRate, failBeforeAcceptRate, failAfterAcceptRate, duplicateRate, reorderRate];
  const claims = [
    ...rates.map((rate) => rate > 0),
    knobs.errorCode !== null && knobs.errorCount > 0,
    !knobs.online,
    !knobs.autoDeliver,
    knobs.latencyMs + knobs.jitterMs >= 1_000,
    knobs.webhookBatchMs >= 500,
  ];
  return claims.filter(Boolean).length;
}
