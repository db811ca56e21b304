import { poll } from './poll.ts';
import type { SupervisedProcess } from './supervised-process.ts';

const TIMEOUT_MS = 60_000;
/** In a row, before the first readiness: by then it is not bad luck. */
const MAX_CRASHES = 5;

/**
 * Waits for a 200 of the readiness probe.
 * @throws when the process keeps crashing, or is not ready in a minute
 */
export async function waitUntilReady(process: SupervisedProcess, port: number): Promise<void> {
  try {
    await poll(`the readiness of ${process.name}`, () => askOnce(process, port), { timeoutMs: TIMEOUT_MS });
  } catch (cause) {
    throw new Error(`${(cause as Error).message}. The last that ${process.name} said:\n\n${process.tail()}`, { cause });
  }
}

async function askOnce(process: SupervisedProcess, port: number): Promise<true | undefined> {
  if (process.crashes >= MAX_CRASHES) throw new Error(`${process.name} ended ${process.crashes} times`);
  return isReady(port);
}

export async function isReady(port: number): Promise<true | undefined> {
  try {
    const { ok } = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    return ok || undefined;
  } catch {
    return undefined;
  }
}
