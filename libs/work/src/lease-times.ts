import { AppError } from '#libs/errors';

/** The time budget of takeover: a replica that dies is replaced in less than 10 s. */
export interface LeaseTimes {
  /** One statement extends all own leases this often. */
  tickMs: number;
  ttlMs: number;
  /** Lapsed leases are looked for this often, give or take 20 %. */
  sweepMs: number;
  /** Safety net for missed notifications. */
  pollMs: number;
}

export const leaseTimes: LeaseTimes = { tickMs: 2_000, ttlMs: 6_000, sweepMs: 1_000, pollMs: 1_000 };

/** With the ticks and leases of a configuration; a shorter tick, as in tests, looks for lapsed leases as often. */
export const leaseTimesOf = (config: { LEASE_TICK_MS: number; LEASE_TTL_MS: number }): LeaseTimes => ({
  ...leaseTimes,
  tickMs: config.LEASE_TICK_MS,
  ttlMs: config.LEASE_TTL_MS,
  sweepMs: Math.min(leaseTimes.sweepMs, config.LEASE_TICK_MS),
});

/** Time that a claim takes at most under load. */
const CLAIM_MS = 500;
const TAKEOVER_MS = 10_000;

/** @throws AppError MISCONFIGURED when the times cannot keep the promise of takeover */
export function checkLeaseTimes({ tickMs, ttlMs, sweepMs }: LeaseTimes): void {
  const problems = [
    ttlMs < 3 * tickMs && `a lease of ${ttlMs} ms does not survive two missed ticks of ${tickMs} ms`,
    ttlMs + 1.2 * sweepMs + CLAIM_MS >= TAKEOVER_MS &&
      `takeover would take ${ttlMs + 1.2 * sweepMs + CLAIM_MS} ms or more`,
  ].filter(Boolean);
  if (problems.length > 0) throw new AppError('MISCONFIGURED', { message: problems.join('; ') });
}
