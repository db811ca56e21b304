import 'reflect-metadata';
import type { Server as GrpcServer } from '@grpc/grpc-js';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type GrpcOptions, Transport } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { HealthImplementation } from 'grpc-health-check';
import { Logger as PinoLogger } from 'nestjs-pino';
import type { ProcessConfig } from '#libs/config';
import { AppErrorFilter, contractOptions, serverCredentials, type ServiceDefinition, serverOptions } from '#libs/grpc';
import { Lifecycle, Readiness } from '#libs/health';
import { once } from '#libs/resilience';
import { PublicDoor } from './public-door.js';
import { addReflection } from './reflection.js';
import { trackAnswers } from './track-answers.js';

/** What a service's module offers to `bootstrap`, as static members; specs build the same module with a config of their own. */
export interface ServiceModule<Config extends ProcessConfig> {
  with(config: Config): DynamicModule;
  /** What is served over gRPC, besides grpc.health.v1 and, outside production, reflection. */
  readonly serves: ServiceDefinition[];
  /** A second HTTP port for the world; probes and metrics stay on the ops port. */
  publicPort?(config: Config): number;
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly lifecycle: Lifecycle;
  /** Finishes what is in flight and closes everything. */
  readonly close: () => Promise<void>;
}

/**
 * Starts one service in this process: an ops port for probes and metrics, gRPC, and for the gateway a public door. It is
 * ready when everything listens. A start that fails closes what it has opened.
 */
export async function startService<Config extends ProcessConfig>(
  service: ServiceModule<Config>,
  config: Config,
): Promise<RunningService> {
  const adapter = new FastifyAdapter({
    bodyLimit: 3 * 1024 * 1024,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
  });
  const app = await NestFactory.create<NestFastifyApplication>(service.with(config), adapter, {
    bufferLogs: true,
    autoFlushLogs: false, // what fails now is thrown: Nest would print it as well, in another form
    abortOnError: false,
    bodyParser: false,
  });
  app.useLogger(app.get(PinoLogger));
  app.flushLogs();
  app.useGlobalFilters(new AppErrorFilter());
  const endConnections = trackAnswers(app);
  const publicPort = service.publicPort?.(config);
  const door = publicPort === undefined ? undefined : new PublicDoor(app);
  const health = new HealthImplementation({ '': 'SERVING', ready: 'NOT_SERVING' }); // '' = alive, ready = takes work
  const lifecycle = app.get(Lifecycle);
  const close = once(async () => {
    lifecycle.drain();
    endConnections();
    await door?.close();
    await app.close();
  });

  try {
    const options = grpcOptions(service.serves, config, health);
    app.connectMicroservice<GrpcOptions>({ transport: Transport.GRPC, options }, { inheritAppConfig: true }); // or the filter misses rpcs
    await app.init(); // before anything listens: else rpcs come in while modules still prepare themselves
    await app.startAllMicroservices();
    await app.listen(config.OPS_PORT, config.BIND_ADDRESS);
    await door?.open(publicPort!, config.BIND_ADDRESS);
  } catch (error) {
    await close();
    throw error;
  }
  lifecycle.serve();
  app.get(Readiness).watch((isReady) => health.setStatus('ready', isReady ? 'SERVING' : 'NOT_SERVING'));
  return { app, lifecycle, close };
}

const grpcOptions = (
  serves: ServiceDefinition[],
  { BIND_ADDRESS, GRPC_PORT, GRPC_MAX_CONNECTION_AGE_MS, NODE_ENV }: ProcessConfig,
  health: HealthImplementation,
): GrpcOptions['options'] => ({
  ...contractOptions(serves),
  url: `${BIND_ADDRESS}:${GRPC_PORT}`,
  gracefulShutdown: true,
  credentials: serverCredentials(),
  channelOptions: serverOptions(serves, GRPC_MAX_CONNECTION_AGE_MS),
  onLoadPackageDefinition: (_: unknown, server: Pick<GrpcServer, 'addService'>) => {
    health.addToServer(server);
    if (NODE_ENV !== 'production') addReflection(server as GrpcServer);
  },
});
