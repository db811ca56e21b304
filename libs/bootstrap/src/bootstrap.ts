import { Logger } from '@nestjs/common';
import type { z } from 'zod';
import { exitOnConfigError, type processConfig, readOrExit } from '#libs/config';
import { armCrashPoints } from '#libs/faults';
import { type ServiceModule, startService } from './start-service.js';
import { stopOnSignals } from './stop-on-signals.js';

/**
 * A process that is one service. A wrong environment, or a module that finds one, ends it with exit code 78 and all problems in one message; SIGTERM
 * drains it.
 */
export async function bootstrap<S extends typeof processConfig>(
  service: ServiceModule<Readonly<z.infer<S>>>,
  schema: S,
): Promise<void> {
  const config = readOrExit(schema);
  armCrashPoints({
    crashAt: config.CRASH_AT,
    pauseAt: config.PAUSE_AT,
    isProduction: config.NODE_ENV === 'production',
  });
  const running = await startService(service, config).catch(exitOnConfigError);
  stopOnSignals(running, config);
  const { OPS_PORT: opsPort, GRPC_PORT: grpcPort } = config;
  new Logger('bootstrap').log({ message: 'ready', opsPort, grpcPort, publicPort: service.publicPort?.(config) });
}
