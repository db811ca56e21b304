import 'reflect-metadata';
import fastifyStatic from '@fastify/static';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger as PinoLogger } from 'nestjs-pino';
import { Lifecycle } from '#libs/health';
import { phoneRoots } from './phone-roots.js';
import type { SimulatorConfig } from './simulator.config.js';
import { SimulatorModule } from './simulator.module.js';
import { takeAnyBody } from './take-any-body.js';

/** A file of 100 MB as a data URL, with room for the rest. */
const BODY_LIMIT = 140 * 1_024 * 1_024;

/** Starts the simulator: the Graph API, the model API, the phone page and the probes on one port. */
export async function startSimulator(config: SimulatorConfig): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT, keepAliveTimeout: 65_000, forceCloseConnections: true });
  takeAnyBody(adapter.getInstance());
  const options = { bufferLogs: true, bodyParser: false };
  const app = await NestFactory.create<NestFastifyApplication>(SimulatorModule.with(config), adapter, options);
  app.useLogger(app.get(PinoLogger));
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  const root = phoneRoots();
  if (root.length > 0) await app.register(fastifyStatic, { root, cacheControl: false });
  await app.listen(config.SIMULATOR_PORT, config.BIND_ADDRESS);
  app.get(Lifecycle).serve();
  new Logger('simulator').log({ message: 'ready', url: await app.getUrl() });
  return app;
}
