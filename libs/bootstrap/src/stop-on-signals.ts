import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type INestApplication, Logger } from '@nestjs/common';
import { type ProcessConfig } from '#libs/config';
import type { Lifecycle } from '#libs/health';
import { once } from '#libs/resilience';

interface Parts {
  app: INestApplication;
  door?: Server;
  lifecycle: Lifecycle;
  config: ProcessConfig;
}

/** On SIGTERM or SIGINT: not ready, wait for traffic to move away, finish what is in flight, exit 0; exit 1 at the hard end. */
export function stopOnSignals({ app, door, lifecycle, config }: Parts): void {
  const logger = new Logger('bootstrap');
  const stop = once(async () => {
    logger.log({ message: 'draining' });
    setTimeout(() => process.exit(1), config.DRAIN_DELAY_MS + config.DRAIN_TIMEOUT_MS).unref();
    lifecycle.drain();
    await sleep(config.DRAIN_DELAY_MS);
    await closeDoor(door);
    await app.close();
    process.exit(0);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
}

const closeDoor = (door?: Server): Promise<void> =>
  new Promise((resolve) => {
    if (!door) return resolve();
    door.close(() => resolve()); // requests in flight finish; idle connections are closed
    door.closeIdleConnections();
  });
