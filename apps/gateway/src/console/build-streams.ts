import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { WatchBuildResponse } from '#libs/contracts';
import { AppError, toAppError } from '#libs/errors';
import { Lifecycle } from '#libs/health';
import type { BuildNews } from './build-views.js';
import { BuildsClient } from './builds.client.js';
import { EventStream, type StreamOptions } from './event-stream.js';
import { toBuildView, toPhaseView } from './to-build-views.js';

const MAX_STREAMS = 100;
const RETRY_MS = [200, 500, 1_000, 2_000, 5_000];

/** Pages that follow one build each. Every stream begins with all of the build, so a page that comes again has missed nothing. */
@Injectable()
export class BuildStreams implements OnApplicationShutdown {
  private readonly logger = new Logger(BuildStreams.name);
  private readonly open = new Map<AbortController, Promise<void>>();
  private isEnded = false;

  constructor(
    @Inject(BuildsClient) private readonly client: BuildsClient,
    @Inject(Lifecycle) lifecycle: Lifecycle,
  ) {
    lifecycle.whenDraining(() => this.end());
  }

  get size(): number {
    return this.open.size;
  }

  /** @throws AppError OVERLOADED, or NOT_FOUND, before anything is written */
  async start(buildId: string, response: ServerResponse, options: StreamOptions): Promise<void> {
    if (this.isEnded || this.open.size >= MAX_STREAMS) throw new AppError('OVERLOADED');
    const abort = new AbortController();
    response.once('close', () => abort.abort());
    const first = Promise.withResolvers<void>();
    this.open.set(
      abort,
      this.follow(buildId, { abort, response, options, first }).finally(() => this.open.delete(abort)),
    );
    await first.promise;
  }

  private async follow(buildId: string, { abort, response, options, first }: Following): Promise<void> {
    let stream: EventStream | undefined;
    let isAway = false;
    for (let failures = 0; !abort.signal.aborted; failures += 1) {
      let isFirst = true;
      const tell = (given: WatchBuildResponse): void => {
        stream ??= new EventStream(response, options, () => abort.abort());
        first.resolve();
        const news = newsOf(given, isFirst);
        if (news) stream.send(news.type, news);
        [isFirst, isAway, failures] = [false, false, 0];
      };
      try {
        await this.client.grpc.stream('watchBuild', { buildId }, tell, { signal: abort.signal });
      } catch (thrown) {
        const error = toAppError(thrown);
        if (abort.signal.aborted) break;
        if (!stream) return first.reject(error);
        if (!error.retryable && error.reason !== 'INTERNAL') break;
        this.logger.debug({ message: 'the stream of a build broke', reason: error.reason });
      }
      if (!isAway) stream?.send('away', {});
      isAway = true;
      await sleep(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)], undefined, { signal: abort.signal }).catch(
        () => undefined,
      );
    }
    first.reject(new AppError('CANCELLED'));
    stream?.end();
  }

  private end(): void {
    this.isEnded = true;
    for (const abort of this.open.keys()) abort.abort();
  }

  async onApplicationShutdown(): Promise<void> {
    this.end();
    await Promise.all(this.open.values());
  }
}

interface Following {
  abort: AbortController;
  response: ServerResponse;
  options: StreamOptions;
  first: PromiseWithResolvers<void>;
}

/** A response with all phases takes the place of everything known: others stand where those were. */
function newsOf(
  { build, phases }: WatchBuildResponse,
  isFirst: boolean,
): Extract<BuildNews, { build: unknown }> | undefined {
  if (!build) return undefined;
  const type = isFirst || phases.length >= Math.max(build.phasesTotal, 1) ? 'state' : 'change';
  return { type, build: toBuildView(build), phases: phases.map(toPhaseView) };
}
