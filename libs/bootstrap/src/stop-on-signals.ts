import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { ProcessConfig } from '#libs/config';
import { once } from '#libs/resilience';
import type { RunningService } from './start-service.js';

/** On SIGTERM or SIGINT: not ready, wait for traffic to move away, finish what is in flight, exit 0; exit 1 at the hard end. */
export function stopOnSignals({ lifecycle, close }: RunningService, config: ProcessConfig): void {
  const logger = new Logger('bootstrap');
  const stop = once(async () => {
    logger.log({ message: 'draining' });
    setTimeout(() => {
      logger.error({ message: 'could not drain in time' });
      process.exit(1);
    }, config.DRAIN_DELAY_MS + config.DRAIN_TIMEOUT_MS).unref();
    lifecycle.drain();
    await sleep(config.DRAIN_DELAY_MS);
    await close();
    process.exit(0);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
}
