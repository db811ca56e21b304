import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a condition to come true, by polling, for as long as a slow machine may need. */
export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${condition.toString()}`);
    await sleep(10);
  }
}
