import { AppError } from '#libs/errors';
import { Lease } from './lease.js';

const lease = (validForMs: number, marginMs?: number, claimedAt?: number) =>
  new Lease('id', '1', 1, performance.now() + validForMs, marginMs, claimedAt);

describe(Lease, () => {
  it('allows an effect only while it is valid for longer than its margin', () => {
    expect(lease(60_000).isHeld).toBe(true);
    expect(lease(900).isHeld).toBe(false);
    expect(lease(900, 100).isHeld).toBe(true);
    expect(lease(-1, 0).isHeld).toBe(false);
  });

  it('allows more after it was extended and nothing after it was lost', () => {
    const extended = lease(-1);
    extended.extend(performance.now() + 60_000);
    expect(extended.isHeld).toBe(true);
    extended.lose(new AppError('LEASE_LOST'));
    expect(extended.isHeld).toBe(false);
    expect(extended.signal.reason).toMatchObject({ reason: 'LEASE_LOST' });
  });

  it('knows the age of the claim by the wall clock, whatever the monotonic one says', () => {
    const suspended = lease(60_000, 1_000, Date.now() - 3_600_000);
    expect(suspended.isHeld).toBe(true);
    expect(suspended.claimedAgoMs).toBeGreaterThanOrEqual(3_600_000);
  });
});
