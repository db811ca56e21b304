import { hash } from 'node:crypto';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { Observable, type Subscriber, type Subscription } from 'rxjs';
import type { Build, BuildPhase, WatchBuildResponse } from '#libs/contracts';
import { AppError } from '#libs/errors';
import type { BuildChange } from '../builds/build-events.js';
import { BuildFeed } from '../builds/build-feed.js';
import type { PhaseProgress } from '../builds/phase-task.js';
import { BuildReader, type ShownBuild } from './build-reader.js';

interface Watcher {
  buildId: string;
  subscriber: Subscriber<WatchBuildResponse>;
  /** Whether earlier responses have not left yet: then it gets what changed with the next one. */
  isBehind: () => boolean;
  /** Digest of each phase as it was told last, and of the build under its own id. */
  told: Map<string, string>;
}

/** Changes are gathered for this long: four responses a second at most. */
const GATHER_MS = 250;
/** Without a hint it is looked this often: while Redis is away nobody hears what other replicas do. */
const LOOK_MS = 1_000;
const MOST_WATCHERS = 200;
/** Progress of phases that is fresher than their rows. */
const MOST_PROGRESS = 1_000;

/** Tells who watches a build what changes. Nothing is asked of the database while nobody does. */
@Injectable()
export class BuildWatch implements BeforeApplicationShutdown {
  private readonly logger = new Logger(BuildWatch.name);
  private readonly watchers = new Set<Watcher>();
  private readonly hinted = new Set<string>();
  private readonly progress = new Map<string, PhaseProgress>();
  private hints?: Subscription;
  private lookedAt = -Infinity;
  private timer?: NodeJS.Timeout;
  private isEnded = false;

  constructor(
    @Inject(BuildReader) private readonly reader: BuildReader,
    @Inject(BuildFeed) private readonly feed: Pick<BuildFeed, 'changes'>,
  ) {}

  get size(): number {
    return this.watchers.size;
  }

  /**
   * The build as it stands, then as it changes. It fails with NOT_FOUND or when it cannot be read.
   * @throws AppError OVERLOADED, PEER_UNAVAILABLE when this replica stops
   */
  changes(buildId: string, isBehind: () => boolean = () => false): Observable<WatchBuildResponse> {
    if (this.isEnded) throw new AppError('PEER_UNAVAILABLE', { message: 'this replica stops' });
    if (this.watchers.size >= MOST_WATCHERS) throw new AppError('OVERLOADED', { message: 'too many watch already' });
    return new Observable((subscriber) => {
      const watcher: Watcher = { buildId, subscriber, isBehind, told: new Map() };
      this.watchers.add(watcher);
      this.begin(watcher).catch((error: unknown) => subscriber.error(error));
      return () => {
        this.watchers.delete(watcher);
        if (this.watchers.size === 0 && !this.timer) this.rest(); // it left before there was anything to look at
      };
    });
  }

  /** The server waits for open streams when it closes, so they end before it does. */
  beforeApplicationShutdown(): void {
    this.isEnded = true;
    this.rest();
    this.watchers.forEach(({ subscriber }) => subscriber.complete());
  }

  private async begin(watcher: Watcher): Promise<void> {
    this.hints ??= this.feed.changes.subscribe((change) => this.hint(change));
    const [shown] = await this.reader.read([watcher.buildId]);
    if (!shown) throw new AppError('NOT_FOUND', { message: 'no such build' });
    this.tell(watcher, this.freshest(shown));
    if (!this.timer && this.watchers.size > 0) this.schedule();
  }

  private hint(change: BuildChange): void {
    if (this.hinted.has(change.buildId) && change.type !== 'progress') return;
    if (![...this.watchers].some(({ buildId }) => buildId === change.buildId)) return;
    this.hinted.add(change.buildId);
    if (change.type !== 'progress') return;
    this.progress.delete(change.phaseId); // the newest are last
    this.progress.set(change.phaseId, change.progress);
    if (this.progress.size > MOST_PROGRESS) this.progress.delete(this.progress.keys().next().value!);
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.look()
        .catch((error: unknown) => this.logger.warn({ message: 'could not see what changed', err: error }))
        .finally(() => (this.watchers.size > 0 && this.timer ? this.schedule() : this.rest()));
    }, GATHER_MS).unref();
  }

  private rest(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.hints?.unsubscribe();
    this.hints = undefined;
    this.hinted.clear();
    this.progress.clear();
  }

  private async look(): Promise<void> {
    const isDue = performance.now() - this.lookedAt >= LOOK_MS;
    const watched = new Set([...this.watchers].map(({ buildId }) => buildId));
    const ids = [...watched].filter((id) => isDue || this.hinted.has(id));
    if (isDue) this.lookedAt = performance.now();
    this.hinted.clear();
    if (ids.length === 0) return;
    for (const shown of await this.reader.read(ids)) {
      const freshest = this.freshest(shown);
      this.watchers.forEach((watcher) => watcher.buildId === shown.build.id && this.tell(watcher, freshest));
    }
  }

  private freshest({ build, phases }: ShownBuild): Digested {
    const fresh = phases.map((phase) => {
      const progress = this.progress.get(phase.id);
      return progress && phase.outputJson === ''
        ? { ...phase, note: progress.note, outputTail: progress.outputTail, tokens: `${progress.tokens}` }
        : phase;
    });
    return {
      build,
      phases: fresh,
      // An estimate that is made again differs by milliseconds, which is no news
      digests: new Map([...fresh.map(digestOf), digestOf({ ...build, eta: undefined })]),
    };
  }

  /** All phases where others stand in their place: a new revision, or a plan that was laid out. */
  private tell(watcher: Watcher, { build, phases, digests }: Digested): void {
    if (watcher.isBehind()) return;
    const isOther =
      [...watcher.told.keys()].some((id) => !digests.has(id)) || phases.some(({ id }) => !watcher.told.has(id));
    const news = isOther ? phases : phases.filter(({ id }) => watcher.told.get(id) !== digests.get(id));
    const isNews = news.length > 0 || watcher.told.get(build.id) !== digests.get(build.id);
    watcher.told = digests;
    if (isNews) watcher.subscriber.next({ build, phases: news });
  }
}

interface Digested {
  build: Build;
  phases: BuildPhase[];
  digests: Map<string, string>;
}

const digestOf = (one: Build | BuildPhase): [id: string, digest: string] => [
  one.id,
  hash('sha256', JSON.stringify(one), 'base64'),
];
