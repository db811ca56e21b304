import { Logger } from '@nestjs/common';
import type { z } from 'zod';
import { exitOnConfigError, type processConfig, type ProcessConfig, readOrExit } from '#libs/config';
import { armCrashPoints } from '#libs/faults';
import { securePeers } from '#libs/grpc';
import { releaseStartupMemory } from './release-startup-memory.js';
import { type ServiceModule, startService } from './start-service.js';
import { stopOnSignals } from './stop-on-signals.js';

/**
 * A process that is one service. A wrong environment, or a module that finds one, ends it with exit code 78 and all
 * problems in one message; SIGTERM drains it; an error that nobody caught is logged before it ends the process.
 */
export async function bootstrap<S extends typeof processConfig>(
  service: ServiceModule<Readonly<z.infer<S>>>,
  schema: S,
): Promise<void> {
  const config = readOrExit(schema);
  const running = await start(service, config).catch(exitOnConfigError);
  stopOnSignals(running, config);
  crashOnUncaught();
  releaseStartupMemory();
  const { OPS_PORT: opsPort, GRPC_PORT: grpcPort } = config;
  new Logger('bootstrap').log({ message: 'ready', opsPort, grpcPort, publicPort: service.publicPort?.(config) });
}

async function start<Config extends ProcessConfig>(service: ServiceModule<Config>, config: Config) {
  armCrashPoints({
    crashAt: config.CRASH_AT,
    pauseAt: config.PAUSE_AT,
    isProduction: config.NODE_ENV === 'production',
  });
  securePeers(config);
  return startService(service, config);
}

/** Node itself would print the error as it is, with whatever it quotes. */
function crashOnUncaught(): void {
  process.on('uncaughtException', (error, origin) => {
    new Logger('bootstrap').fatal({ message: 'uncaught error', origin, err: error });
    process.exit(1);
  });
}
