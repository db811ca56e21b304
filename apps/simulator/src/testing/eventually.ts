import { setTimeout as sleep } from 'node:timers/promises';

const DEADLINE_MS = 5_000;
const LOOK_MS = 10;

/** Tries the assertion until it holds; at the deadline its failure is the spec's. */
export async function eventually<T>(assertion: () => T | Promise<T>): Promise<T> {
  const deadline = performance.now() + DEADLINE_MS;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(LOOK_MS);
    }
  }
}
