import { AppError } from '#libs/errors';
import { planRetry } from './retry-plan.js';

const plan = (reason: AppError['reason'], attempt: number) => planRetry(new AppError(reason), attempt, () => 1);

describe(planRetry, () => {
  it('waits longer with every attempt, up to five minutes', () => {
    expect([1, 2, 3].map((attempt) => plan('MODEL_UNAVAILABLE', attempt).delayMs)).toEqual([2_000, 8_000, 32_000]);
    expect(plan('MODEL_UNAVAILABLE', 20).delayMs).toBe(300_000);
  });

  it('spreads the delays over the upper half', () => {
    expect(planRetry(new AppError('PEER_UNAVAILABLE'), 1, () => 0).delayMs).toBe(250);
  });

  it('comes back no earlier than it was told to, and never later than in five minutes', () => {
    const told = (retryAfterMs: string) => new AppError('MODEL_OVERLOADED', { metadata: { retryAfterMs } });
    expect(planRetry(told('20000'), 1, () => 1).delayMs).toBe(20_000);
    expect(planRetry(told('1'), 1, () => 1).delayMs).toBe(2_000);
    expect(planRetry(told('86400000'), 1, () => 1).delayMs).toBe(300_000);
    expect(planRetry(told('soon'), 1, () => 1).delayMs).toBe(2_000);
  });

  it('never repeats what configuration must mend', () => {
    expect(plan('MODEL_MISCONFIGURED', 1)).toEqual({ errorClass: 'configuration', counts: true });
  });

  it('repeats an unknown error once', () => {
    expect([plan('INTERNAL', 1).delayMs, plan('INTERNAL', 2).delayMs]).toEqual([1_000, undefined]);
  });

  it('does not count being turned away', () => {
    expect(plan('CIRCUIT_OPEN', 7)).toMatchObject({ errorClass: 'busy', counts: false });
    expect(plan('AGENT_BUSY', 7)).toMatchObject({ errorClass: 'busy', counts: false });
    expect(plan('STATE_TOO_NEW', 7)).toMatchObject({ errorClass: 'away', counts: false });
  });
});
