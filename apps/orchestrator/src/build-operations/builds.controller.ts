import type { Metadata, ServerWritableStream } from '@grpc/grpc-js';
import { Controller, Inject } from '@nestjs/common';
import type { Observable } from 'rxjs';
import {
  BuildService,
  BuildState,
  type GetBuildRequest,
  type GetBuildResponse,
  type ListBuildEventsRequest,
  type ListBuildEventsResponse,
  type ListBuildsRequest,
  type ListBuildsResponse,
  type WatchBuildRequest,
  type WatchBuildResponse,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { type GrpcHandlers, Serves } from '#libs/grpc';
import { BuildEngine } from '../builds/build-engine.js';
import { parseRequest } from '../operations/parse-request.js';
import { BuildReader } from './build-reader.js';
import { eventsSchema, getSchema, listSchema, watchSchema } from './build-requests.js';
import { BuildWatch } from './build-watch.js';
import { readIdToken, toIdToken } from './id-token.js';
import { buildStates, toBuildEvent, toRevision } from './to-build.js';

type Rpcs = 'getBuild' | 'listBuilds' | 'listBuildEvents' | 'watchBuild';

/** Builds as operators see them. */
@Controller()
@Serves(BuildService, 'getBuild', 'listBuilds', 'listBuildEvents', 'watchBuild')
export class BuildsController implements Pick<GrpcHandlers<typeof BuildService>, Rpcs> {
  constructor(
    @Inject(BuildEngine) private readonly engine: BuildEngine,
    @Inject(BuildReader) private readonly reader: BuildReader,
    @Inject(BuildWatch) private readonly watch: BuildWatch,
  ) {}

  async getBuild(request: GetBuildRequest): Promise<GetBuildResponse> {
    const { buildId, revision } = parseRequest(getSchema, request);
    const [view, phases] = await Promise.all([this.engine.get(buildId), this.engine.phases(buildId, revision)]);
    if (revision > view.revision) throw new AppError('NOT_FOUND', { message: 'no such revision' });
    return { ...(await this.reader.show(view, phases)), revisions: view.revisions.map(toRevision) };
  }

  async listBuilds(request: ListBuildsRequest): Promise<ListBuildsResponse> {
    const { phoneNumberId, conversationId, query, state, pageSize, pageToken } = parseRequest(listSchema, request);
    const views = await this.engine.list({
      phoneNumberId: phoneNumberId || undefined,
      conversationId: conversationId || undefined,
      text: query || undefined,
      state: stateOf(state),
      before: readIdToken(pageToken),
      limit: pageSize + 1,
    });
    const page = views.slice(0, pageSize);
    return { builds: await this.reader.list(page), nextPageToken: tokenAfter(page, views) };
  }

  async listBuildEvents(request: ListBuildEventsRequest): Promise<ListBuildEventsResponse> {
    const { buildId, pageSize, pageToken } = parseRequest(eventsSchema, request);
    const found = await this.engine.events(buildId, pageSize + 1, readIdToken(pageToken));
    if (found.length === 0) await this.engine.get(buildId); // or there is none
    const page = found.slice(0, pageSize);
    return { events: page.map(toBuildEvent), nextPageToken: tokenAfter(page, found) };
  }

  watchBuild(
    request: WatchBuildRequest,
    _metadata: Metadata,
    call: ServerWritableStream<WatchBuildRequest, WatchBuildResponse>,
  ): Observable<WatchBuildResponse> {
    const { buildId } = parseRequest(watchSchema, request);
    return this.watch.changes(buildId, () => call.writableNeedDrain);
  }
}

function stateOf(wanted: BuildState) {
  const names = Object.keys(buildStates) as (keyof typeof buildStates)[];
  return names.find((name) => buildStates[name] === wanted);
}

const tokenAfter = (page: readonly { id: string }[], found: readonly unknown[]): string =>
  found.length > page.length ? toIdToken(page.at(-1)!.id) : '';
