import { Inject, Injectable } from '@nestjs/common';
import type { Build } from '#libs/contracts';
import { AppError } from '#libs/errors';
import type { BuildDetail, BuildEventPage, BuildPage, BuildView } from './build-views.js';
import * as schema from './build.schema.js';
import { BuildsClient } from './builds.client.js';
import { parse } from './console.schema.js';
import { toBuildEventView, toBuildView, toPhaseView, toRevisionView } from './to-build-views.js';

/** What an operator sees of builds and does with them; who they are comes from their session. */
@Injectable()
export class ConsoleBuilds {
  constructor(@Inject(BuildsClient) private readonly client: BuildsClient) {}

  async list(query: unknown): Promise<BuildPage> {
    return this.page({ ...parse(schema.listBuilds, query), query: '' });
  }

  async search(body: unknown): Promise<BuildPage> {
    return this.page(parse(schema.searchBuilds, body));
  }

  async open(params: unknown, query: unknown): Promise<BuildDetail> {
    const { id: buildId } = parse(schema.onBuild, params);
    const { revision } = parse(schema.ofRevision, query);
    const { build, phases, revisions } = await this.client.grpc.call('getBuild', { buildId, revision });
    return { build: viewOf(build), phases: phases.map(toPhaseView), revisions: revisions.map(toRevisionView) };
  }

  async events(params: unknown, query: unknown): Promise<BuildEventPage> {
    const { id: buildId } = parse(schema.onBuild, params);
    const request = { buildId, ...parse(schema.eventsPage, query) };
    const { events, nextPageToken } = await this.client.grpc.call('listBuildEvents', request);
    return { events: events.map(toBuildEventView), nextPageToken };
  }

  async start(operator: string, body: unknown): Promise<BuildView> {
    const { build } = await this.client.grpc.call('startBuild', { ...parse(schema.startBuild, body), operator });
    return viewOf(build);
  }

  async refine(operator: string, params: unknown, body: unknown): Promise<BuildView> {
    const { id: buildId } = parse(schema.onBuild, params);
    const change = parse(schema.refineBuild, body);
    const { build } = await this.client.grpc.call('refineBuild', { buildId, operator, ...change });
    return viewOf(build);
  }

  async cancel(operator: string, params: unknown, body: unknown): Promise<BuildView> {
    const { id: buildId } = parse(schema.onBuild, params);
    const { reason } = parse(schema.cancelBuild, body);
    const { build } = await this.client.grpc.call('cancelBuild', { buildId, operator, reason });
    return viewOf(build);
  }

  async resume(operator: string, params: unknown): Promise<BuildView> {
    const { id: buildId } = parse(schema.onBuild, params);
    const { build } = await this.client.grpc.call('resumeBuild', { buildId, operator });
    return viewOf(build);
  }

  async rollback(operator: string, params: unknown, body: unknown): Promise<BuildView> {
    const { id: buildId } = parse(schema.onBuild, params);
    const target = parse(schema.rollbackBuild, body);
    const { build } = await this.client.grpc.call('rollbackBuild', { buildId, operator, ...target });
    return viewOf(build);
  }

  async decide(
    rpc: 'retryPhase' | 'skipPhase' | 'approvePhase',
    operator: string,
    params: unknown,
  ): Promise<BuildView> {
    const { id: buildId, phaseId } = parse(schema.onPhase, params);
    const { build } = await this.client.grpc.call(rpc, { buildId, phaseId, operator });
    return viewOf(build);
  }

  private async page(question: ReturnType<typeof schema.searchBuilds.parse>): Promise<BuildPage> {
    const { builds, nextPageToken } = await this.client.grpc.call('listBuilds', question);
    return { builds: builds.map(toBuildView), nextPageToken };
  }
}

function viewOf(build: Build | undefined): BuildView {
  if (!build) throw new AppError('INTERNAL', { message: 'an answer without its build' });
  return toBuildView(build);
}
