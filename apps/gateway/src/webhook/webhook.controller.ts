import { Controller, Inject, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { crashPoint } from '#libs/faults';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';
import { MAX_BODY_BYTES, refuseRequest } from './refuse-request.js';
import { verifySubscription } from './verify-subscription.js';
import { WebhookCounters } from './webhook-counters.js';
import { WebhookService } from './webhook.service.js';

const PATH = '/webhooks/whatsapp';

/**
 * The door for WhatsApp. Its routes stand in a scope of their own and not in decorators: the body has to stay bytes, and
 * what cannot be from Meta is refused before its body is read. No answer but the challenge has a body.
 */
@Controller()
export class WebhookController implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(WebhookService) private readonly webhooks: WebhookService,
    @Inject(WebhookCounters) private readonly counters: WebhookCounters,
  ) {}

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    void fastify.register((scope, _options, done) => {
      this.open(scope);
      done();
    });
  }

  private open(scope: FastifyInstance): void {
    scope.removeAllContentTypeParsers();
    const asBytes = { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES } as const;
    scope.addContentTypeParser('application/json', asBytes, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
      const status = error.statusCode ?? 503;
      this.counters.countRefusal(status);
      return reply.code(status).send();
    });
    scope.get(PATH, (request, reply) => this.verify(request, reply));
    scope.post(PATH, {
      onRequest: (request, reply, done) => this.refuse(request, reply, done),
      onResponse: (_request, { statusCode }, done) => {
        if (statusCode === 200) crashPoint('gw.after_200');
        done();
      },
      handler: (request, reply) => this.receive(request, reply),
    });
  }

  private verify({ query }: FastifyRequest, reply: FastifyReply): FastifyReply {
    const challenge = verifySubscription(query, this.config.WHATSAPP_VERIFY_TOKEN);
    if (challenge === undefined) return reply.code(403).send();
    return reply.header('x-content-type-options', 'nosniff').type('text/plain').send(challenge);
  }

  private refuse({ headers }: FastifyRequest, reply: FastifyReply, accept: () => void): void {
    const status = refuseRequest(headers);
    if (status === undefined) return accept();
    this.counters.countRefusal(status);
    void reply.code(status).send();
  }

  private async receive({ body, headers }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const status = await this.webhooks.receive((body as Buffer | undefined) ?? Buffer.alloc(0), headers);
    if (status === 503) void reply.header('retry-after', '1');
    return reply.code(status).send();
  }
}
