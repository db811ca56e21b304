import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** A second listener on the same routes: probes and metrics answer only on the ops port, everything else only here. */
export class PublicDoor {
  private readonly server: Server;
  private readonly sockets = new WeakSet<Socket>();

  /** @param app not listening yet */
  constructor(app: NestFastifyApplication) {
    const fastify = app.getHttpAdapter().getInstance();
    const limits = { keepAliveTimeout: 65_000, headersTimeout: 5_000, requestTimeout: 15_000 };
    this.server = createServer({ ...limits, connectionsCheckingInterval: 2_000 }, (request, response) =>
      fastify.routing(request, response),
    );
    this.server.on('connection', (socket) => this.sockets.add(socket));
    // Decided by the route that was found: one address can be written in many ways
    fastify.addHook('onRequest', (request, reply, done) => {
      const route = request.routeOptions.url;
      if (route !== undefined && isOps(route) === this.sockets.has(request.raw.socket)) reply.callNotFound();
      else done();
    });
  }

  async open(port: number, address: string): Promise<void> {
    this.server.listen(port, address);
    await once(this.server, 'listening');
  }

  /** Resolves when requests in flight have finished; idle connections are closed at once. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeIdleConnections();
    });
  }
}

const isOps = (route: string): boolean => route === '/metrics' || route.startsWith('/health/');
