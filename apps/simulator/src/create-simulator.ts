import 'reflect-metadata';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger as PinoLogger } from 'nestjs-pino';
import { phoneRoots } from './phone-roots.js';
import type { SimulatorConfig } from './simulator.config.js';
import { SimulatorModule } from './simulator.module.js';
import { takeAnyBody } from './take-any-body.js';

/** A file of 100 MB as a data URL, with room for the rest. */
const BODY_LIMIT = 140 * 1_024 * 1_024;

/** The whole simulator, ready to listen. */
export async function createSimulator(config: SimulatorConfig): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT, keepAliveTimeout: 65_000, forceCloseConnections: true });
  const server = adapter.getInstance();
  takeAnyBody(server);
  const options = { bufferLogs: true, bodyParser: false };
  const app = await NestFactory.create<NestFastifyApplication>(SimulatorModule.with(config), adapter, options);
  app.useLogger(app.get(PinoLogger));
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  const root = phoneRoots();
  if (root.length > 0) await app.register(fastifyStatic, { root, cacheControl: false });
  return app;
}
