import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const isOps = (url: string): boolean => url.startsWith('/health/') || url === '/metrics' || url.startsWith('/metrics?');

/** A second listener on the same routes. Probes and metrics answer only on the ops port, everything else only here. */
export async function openPublicDoor(app: NestFastifyApplication, port: number, address: string): Promise<Server> {
  const fastify = app.getHttpAdapter().getInstance();
  const server = createServer(
    { keepAliveTimeout: 65_000, requestTimeout: 15_000, headersTimeout: 10_000 },
    (request, response) => {
      if (isOps(request.url ?? '/')) response.writeHead(404).end();
      else fastify.routing(request, response);
    },
  );
  server.listen(port, address);
  await once(server, 'listening');
  return server;
}

/** Resolves when requests in flight have finished; idle connections are closed at once. */
export const closeDoor = (door?: Server): Promise<void> =>
  new Promise((resolve) => {
    if (!door) return resolve();
    door.close(() => resolve());
    door.closeIdleConnections();
  });
