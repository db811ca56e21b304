import { setTimeout as wait } from 'node:timers/promises';

/**
 * Asks until the answer is not undefined.
 * @throws when `timeoutMs` has passed, naming `what` did not come
 */
export async function poll<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  { timeoutMs = 30_000, everyMs = 50 } = {},
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`${what} did not come within ${timeoutMs / 1000} s`);
    await wait(everyMs);
  }
}
