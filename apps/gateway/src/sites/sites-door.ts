import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Counter } from 'prom-client';
import { AppError, toAppError } from '#libs/errors';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';
import { SITE_REQUESTS } from '../gateway.metrics.js';
import { type Notice, noticeHeaders, noticePage } from './notice-page.js';
import { previewHeaders, siteHeaders } from './site-headers.js';
import { type SiteAnswer, SitesService } from './sites.service.js';

const MAX_CONNECTIONS = 1_000;
const YEAR_SECONDS = 365 * 24 * 60 * 60;
const RETRY_SECONDS = 2;
/** Who asks for a large file and then reads nothing of it would hold a connection for good. */
const STALLED_MS = 15_000;

/**
 * A listener of its own for what agents made: another origin than the console's, with no route but its own. Whatever is
 * asked of it, it has no cookie, no session and no other file to give.
 */
@Injectable()
export class SitesDoor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(SitesDoor.name);
  private readonly headers: Record<string, string>;
  private server?: FastifyInstance;
  private isClosing = false;

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(SitesService) private readonly sites: SitesService,
    @InjectMetric(SITE_REQUESTS) private readonly requests: Counter<'status'>,
  ) {
    this.headers = siteHeaders(config);
  }

  /** Undefined before it listens. */
  get port(): number | undefined {
    const address = this.server?.server.address();
    return typeof address === 'object' ? address?.port : undefined;
  }

  async onApplicationBootstrap(): Promise<void> {
    const server = fastify({
      rewriteUrl: () => '/', // nothing is decoded but by us
      exposeHeadRoutes: false,
      forceCloseConnections: 'idle',
      keepAliveTimeout: 5_000,
      requestTimeout: 10_000,
      connectionTimeout: STALLED_MS,
      // Without the interval both limits are looked at every 30 s, and few slow clients would hold all connections
      http: { maxHeaderSize: 8_192, headersTimeout: 5_000, connectionsCheckingInterval: 2_000 },
    });
    server.server.maxConnections = MAX_CONNECTIONS;
    server.addHook('onRequest', (request, reply, done) => this.refuse(request, reply, done));
    server.addHook('onSend', async (_request, reply) => {
      if (this.isClosing) void reply.header('connection', 'close');
    });
    server.addHook('onResponse', async (_request, { statusCode }) => this.requests.inc({ status: `${statusCode}` }));
    server.route({ method: ['GET', 'HEAD'], url: '/', handler: (request, reply) => this.serve(request, reply) });
    server.setErrorHandler((error, request, reply) => this.fail(error, request, reply));
    this.server = server;
    const { SITES_PORT: port, BIND_ADDRESS: host } = this.config;
    await server.listen({ port, host }).catch((error: NodeJS.ErrnoException) => {
      throw new AppError('MISCONFIGURED', { message: listenProblem(port, error), cause: error });
    });
  }

  /** What is in flight is finished while the agents can still be asked. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    await this.server?.close();
  }

  private refuse({ method }: FastifyRequest, reply: FastifyReply, accept: () => void): void {
    if (method === 'GET' || method === 'HEAD') return accept();
    void reply.code(405).headers(noticeHeaders).header('allow', 'GET, HEAD').send();
  }

  private async serve(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const target = request.originalUrl;
    const answer = await this.sites.answer(target);
    switch (answer.kind) {
      case 'missing':
        return this.notice(request, reply, 404, 'missing');
      case 'redirect': {
        const query = target.includes('?') ? target.slice(target.indexOf('?')) : '';
        return reply.headers(this.headers).header('cache-control', 'no-cache').redirect(`${answer.path}${query}`, 308);
      }
      case 'picture':
        void reply.headers(previewHeaders).header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`);
        return this.send(request, reply.type(answer.type), { ...answer, size: answer.data.length });
      case 'file':
        return this.sendFile(request, reply, answer);
    }
  }

  /** Asked again each time, so that a rollback shows at once; what has not changed is not sent again. */
  private async sendFile(
    request: FastifyRequest,
    reply: FastifyReply,
    { file, status, type }: Extract<SiteAnswer, { kind: 'file' }>,
  ): Promise<FastifyReply> {
    const { sha256, size } = file;
    const isSent = request.method === 'GET' && !(status === 200 && isFresh(request, sha256));
    const data = isSent ? await this.sites.read(file) : undefined;
    if (isSent && !data) return this.notice(request, reply, 404, 'missing');
    void reply.headers(this.headers).header('cache-control', 'no-cache').code(status);
    void reply.type(type ?? 'application/octet-stream');
    if (!type) void reply.header('content-disposition', 'attachment');
    return this.send(request, reply, { sha256, data, size: Number(size) });
  }

  private send(
    request: FastifyRequest,
    reply: FastifyReply,
    { sha256, data, size }: { sha256: string; data: Buffer | undefined; size: number },
  ): FastifyReply {
    void reply.header('etag', `"${sha256}"`);
    if (reply.statusCode === 200 && isFresh(request, sha256)) return reply.code(304).send();
    if (request.method === 'HEAD' || !data) return reply.header('content-length', size).send();
    return reply.send(data);
  }

  private fail(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const error = toAppError(thrown);
    this.logger[error.spec.log]({ message: 'a site could not be shown', reason: error.reason, err: error });
    void reply.header('retry-after', RETRY_SECONDS);
    return this.notice(request, reply, 503, 'away');
  }

  private notice(request: FastifyRequest, reply: FastifyReply, status: number, notice: Notice): FastifyReply {
    const page = noticePage(notice, request.headers['accept-language']);
    return reply.code(status).headers(noticeHeaders).type('text/html; charset=utf-8').send(page);
  }
}

function isFresh({ headers }: FastifyRequest, sha256: string): boolean {
  const known = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(`"${sha256}"`) || known.includes('*');
}

function listenProblem(port: number, { code, message }: NodeJS.ErrnoException): string {
  if (code !== 'EADDRINUSE') return `cannot listen on port ${port} (SITES_PORT): ${message}`;
  return `port ${port} (SITES_PORT) is busy: end what listens there, or set SITES_PORT to another port`;
}
