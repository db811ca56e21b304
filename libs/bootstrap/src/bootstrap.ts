import 'reflect-metadata';
import type { Server } from '@grpc/grpc-js';
import { type DynamicModule, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type GrpcOptions, Transport } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { HealthImplementation } from 'grpc-health-check';
import { Logger as PinoLogger } from 'nestjs-pino';
import type { z } from 'zod';
import { type processConfig, type ProcessConfig, readOrExit } from '#libs/config';
import { armCrashPoints } from '#libs/faults';
import { AppErrorFilter, contractOptions, MAX_MESSAGE_BYTES, type ServiceDefinition } from '#libs/grpc';
import { Lifecycle } from '#libs/health';
import { openPublicDoor } from './public-door.js';
import { addReflection } from './reflection.js';
import { stopOnSignals } from './stop-on-signals.js';

/** What a service's module offers to `bootstrap`, as static members; specs build the same module with a config of their own. */
export interface ServiceModule<Config extends ProcessConfig> {
  with(config: Config): DynamicModule;
  /** What is served over gRPC, besides grpc.health.v1 and, outside production, reflection. */
  readonly serves: ServiceDefinition[];
  /** A second HTTP port for the world; probes and metrics stay on the ops port. */
  publicPort?(config: Config): number;
}

/**
 * Starts one service: an ops port for probes and metrics, gRPC, and for the gateway a public door. A wrong environment
 * ends the process with exit code 78 and all problems in one message.
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
  const adapter = new FastifyAdapter({
    bodyLimit: 3 * 1024 * 1024,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
  });
  const app = await NestFactory.create<NestFastifyApplication>(service.with(config), adapter, {
    bufferLogs: true,
    bodyParser: false,
  });
  app.useLogger(app.get(PinoLogger));
  app.useGlobalFilters(new AppErrorFilter());

  const health = new HealthImplementation({ '': 'SERVING', ready: 'NOT_SERVING' }); // '' = alive, ready = takes work
  const options = {
    ...contractOptions(service.serves),
    url: `${config.BIND_ADDRESS}:${config.GRPC_PORT}`,
    gracefulShutdown: true,
    maxReceiveMessageLength: MAX_MESSAGE_BYTES,
    maxSendMessageLength: MAX_MESSAGE_BYTES,
    onLoadPackageDefinition: (_: unknown, server: Pick<Server, 'addService'>) => {
      health.addToServer(server as Server);
      if (config.NODE_ENV !== 'production') addReflection(server as Server);
    },
  };
  app.connectMicroservice<GrpcOptions>({ transport: Transport.GRPC, options }, { inheritAppConfig: true }); // or the filter misses rpcs
  await app.startAllMicroservices();
  await app.listen(config.OPS_PORT, config.BIND_ADDRESS);
  const publicPort = service.publicPort?.(config);
  const door = publicPort === undefined ? undefined : await openPublicDoor(app, publicPort, config.BIND_ADDRESS);

  const lifecycle = app.get(Lifecycle);
  lifecycle.whenDraining(() => health.setStatus('ready', 'NOT_SERVING'));
  lifecycle.serve();
  health.setStatus('ready', 'SERVING');
  stopOnSignals({ app, door, lifecycle, config });
  new Logger('bootstrap').log({ message: 'ready', opsPort: config.OPS_PORT, grpcPort: config.GRPC_PORT, publicPort });
}
