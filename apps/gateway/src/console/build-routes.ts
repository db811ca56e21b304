import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#libs/errors';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';
import { previewHeaders } from '../sites/site-headers.js';
import { SitesService } from '../sites/sites.service.js';
import { BuildFiles } from './build-files.js';
import { BuildStreams } from './build-streams.js';
import { onBuild, onPreview } from './build.schema.js';
import { ConsoleBuilds } from './console-builds.js';
import { parse } from './console.schema.js';
import { consoleHeaders } from './security-headers.js';
import type { Session } from './session-token.js';

type SessionOf = (request: FastifyRequest) => Session;

/** `/console/api/builds`, behind the session. */
@Injectable()
export class BuildRoutes {
  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(ConsoleBuilds) private readonly builds: ConsoleBuilds,
    @Inject(BuildFiles) private readonly files: BuildFiles,
    @Inject(BuildStreams) private readonly streams: BuildStreams,
    @Inject(SitesService) private readonly sites: SitesService,
  ) {}

  mount(api: FastifyInstance, sessionOf: SessionOf): void {
    const { builds, files } = this;
    const operatorOf = (request: FastifyRequest) => sessionOf(request).operator;
    api.get('/builds', ({ query }) => builds.list(query));
    api.post('/builds/search', ({ body }) => builds.search(body)); // words in an address would end up in logs
    api.get('/builds/:id', ({ params, query }) => builds.open(params, query));
    api.get('/builds/:id/events', ({ params, query }) => builds.events(params, query));
    api.get('/builds/:id/files', ({ params, query }) => files.read(params, query));
    api.get('/builds/:id/diff', ({ params, query }) => files.diff(params, query));
    api.get('/builds/:id/stream', (request, reply) => this.stream(request, reply, sessionOf(request)));
    api.get('/previews/:sha256', ({ params }, reply) => this.preview(params, reply));
    api.post('/builds', (request) => builds.start(operatorOf(request), request.body));
    api.post('/builds/:id/refine', (request) => builds.refine(operatorOf(request), request.params, request.body));
    api.post('/builds/:id/cancel', (request) => builds.cancel(operatorOf(request), request.params, request.body));
    api.post('/builds/:id/resume', (request) => builds.resume(operatorOf(request), request.params));
    api.post('/builds/:id/rollback', (request) => builds.rollback(operatorOf(request), request.params, request.body));
    for (const [name, rpc] of [
      ['retry', 'retryPhase'],
      ['skip', 'skipPhase'],
      ['approve', 'approvePhase'],
    ] as const)
      // prettier-ignore
      api.post(`/builds/:id/phases/:phaseId/${name}`, (request) =>
        builds.decide(rpc, operatorOf(request), request.params),
      );
  }

  private async stream({ params }: FastifyRequest, reply: FastifyReply, { expiresAt }: Session): Promise<FastifyReply> {
    const { id } = parse(onBuild, params);
    await this.streams.start(id, reply.raw, { endsAtMs: expiresAt, headers: consoleHeaders(this.config) });
    return reply.hijack();
  }

  private async preview(params: unknown, reply: FastifyReply): Promise<FastifyReply> {
    const answer = await this.sites.preview(parse(onPreview, params).sha256);
    if (answer.kind !== 'picture') throw new AppError('NOT_FOUND');
    void reply.headers({ ...previewHeaders, 'cross-origin-resource-policy': 'same-origin' });
    return reply.header('cache-control', 'private, max-age=86400, immutable').type(answer.type).send(answer.data);
  }
}
