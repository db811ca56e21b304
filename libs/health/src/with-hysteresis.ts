import type { ReadinessCheck } from './readiness-check.js';

/** One failed look does not take a replica out of service: only `threshold` in a row do. */
export function withHysteresis(inner: ReadinessCheck, threshold = 3): ReadinessCheck {
  let failures = threshold - 1; // a process that was never well is not ready at its first failure
  return {
    name: inner.name,
    async check() {
      try {
        await inner.check();
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures >= threshold) throw error;
      }
    },
  };
}
