import fastifyStatic from '@fastify/static';
import { Controller, Inject, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { toAppError } from '#libs/errors';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';
import { ConsoleRoutes } from './console-routes.js';
import { consoleRoot } from './console-root.js';
import { consoleHeaders } from './security-headers.js';

const BODY_LIMIT = 64 * 1_024;
const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;

/** The operators' page and what it asks for, in a scope of their own. Without CONSOLE_TOKEN there is none of it. */
@Controller()
export class ConsoleController implements OnModuleInit {
  private readonly logger = new Logger(ConsoleController.name);

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(ConsoleRoutes) private readonly routes: ConsoleRoutes,
  ) {}

  onModuleInit(): void {
    const { CONSOLE_TOKEN } = this.config;
    if (CONSOLE_TOKEN === undefined) return;
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    void fastify.register(async (scope) => this.open(scope, CONSOLE_TOKEN), { prefix: '/console' });
  }

  private async open(scope: FastifyInstance, token: string): Promise<void> {
    scope.removeAllContentTypeParsers();
    const asText = { parseAs: 'string', bodyLimit: BODY_LIMIT } as const;
    scope.addContentTypeParser('application/json', asText, scope.getDefaultJsonParser('error', 'error'));
    const headers = consoleHeaders(this.config);
    scope.addHook('onRequest', (_request, reply, done) => {
      void reply.headers(headers);
      done();
    });
    scope.setErrorHandler((thrown: { statusCode?: number }, _request, reply) => {
      const status = thrown.statusCode; // Fastify's own: a body that is no JSON, or too large
      if (status !== undefined && status < 500) return reply.code(status).send({ reason: 'INVALID_REQUEST' });
      const error = toAppError(thrown);
      this.logger[error.spec.log]({ message: 'call failed', reason: error.reason, err: error });
      return reply.code(error.spec.http).send({ reason: error.reason, field: error.metadata['field'] });
    });
    await scope.register(async (api) => this.routes.mount(api, token), { prefix: '/api' });
    await this.servePage(scope);
  }

  private async servePage(scope: FastifyInstance): Promise<void> {
    const root = consoleRoot();
    if (!root) return this.logger.warn({ message: 'the page of the console is not built' });
    scope.get('', (_request, reply) => reply.redirect('/console/', 308));
    await scope.register(fastifyStatic, {
      root,
      redirect: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (response, path) => {
        const isNamedByContent = path.includes('/assets/');
        void response.header(
          'cache-control',
          isNamedByContent ? `public, max-age=${YEAR_MS / 1_000}, immutable` : 'no-cache',
        );
      },
    });
  }
}
