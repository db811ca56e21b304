import type { AppError } from '#libs/errors';

export interface Patience {
  /** Age of a turn at which a person hears that the answer takes longer. */
  patienceMs: number;
  /** The same for turns that nobody has failed at: they wait for a place. */
  waitMs: number;
}

/**
 * What a person hears after a failed attempt, if anything. While the next attempt begins within the patience that there is, no
 * sentence takes the place of the answer that it may give; nor where the answer is there and waits only for its messenger.
 */
export function sayingOf(
  { reason, metadata }: AppError,
  ageMs: number,
  { patienceMs, waitMs }: Patience,
): 'trouble' | 'away' | 'busy' | undefined {
  if (reason === 'CANCELLED' || metadata['edge'] === 'orchestrator.notifier.send') return undefined;
  if (reason === 'OVERLOADED' || reason === 'AGENT_BUSY') return ageMs >= waitMs ? 'busy' : undefined;
  if (reason !== 'CIRCUIT_OPEN') return ageMs >= patienceMs ? 'trouble' : undefined;
  const nextMs = Number(metadata['retryAfterMs']) || 0;
  return ageMs + nextMs >= patienceMs ? 'away' : undefined;
}
