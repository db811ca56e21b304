import { AppError, type Reason } from '#libs/errors';
import { sayingOf } from './saying-of.js';

describe(sayingOf, () => {
  const patience = { patienceMs: 8_000, waitMs: 30_000 };
  const of = (reason: Reason, ageMs: number, metadata: Record<string, string> = {}) =>
    sayingOf(new AppError(reason, { metadata }), ageMs, patience);

  it.each<[Reason, number, string, string | undefined]>([
    ['PEER_UNAVAILABLE', 7_999, 'an attempt that failed', undefined],
    ['PEER_UNAVAILABLE', 8_000, 'patience that is over', 'trouble'],
    ['CANCELLED', 60_000, 'a process that stops', undefined],
    ['OVERLOADED', 29_999, 'a place that is not free yet', undefined],
    ['AGENT_BUSY', 30_000, 'a place that was not free for long', 'busy'],
  ])('makes of %s after %i ms, %s: %s', (reason, ageMs, _, saying) => {
    expect(of(reason, ageMs)).toBe(saying);
  });

  it('says nothing where a breaker is open for less than the patience that is left', () => {
    expect(of('CIRCUIT_OPEN', 0, { edge: 'orchestrator.agents.execute', retryAfterMs: '500' })).toBeUndefined();
    expect(of('CIRCUIT_OPEN', 7_499, { retryAfterMs: '500' })).toBeUndefined();
    expect(of('CIRCUIT_OPEN', 7_500, { retryAfterMs: '500' })).toBe('away');
  });

  it('says at once what is known to last longer', () => {
    expect(of('CIRCUIT_OPEN', 600, { edge: 'agents.model.messages', retryAfterMs: '59000' })).toBe('away');
  });

  it('says nothing of an answer that waits only for its messenger', () => {
    const metadata = { edge: 'orchestrator.notifier.send', retryAfterMs: '500' };
    expect(of('CIRCUIT_OPEN', 60_000, metadata)).toBeUndefined();
  });
});
