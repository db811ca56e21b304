import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Observable, share, Subject } from 'rxjs';
import { z } from 'zod';
import { RedisStore } from '#libs/redis';
import { repeat } from '#libs/work';
import { type BuildChange, BuildEvents } from './build-events.js';
import { buildStates, phaseStates } from './build-row.js';

const CHANNEL = 'builds:changes';
/** What happened meanwhile is said at once: each build and each phase four times a second at most, however much it says. */
const GATHER_MS = 250;
/** While nobody watches anything, less often: somebody who begins to reads the rest from Postgres. */
const UNHEARD_MS = 1_000;
/** Things said at once; of more only the newest. */
const MOST = 1_000;
const MOST_TAIL = 500;

const buildState = z.enum(buildStates);
const phaseState = z.enum(phaseStates);
const place = { buildId: z.uuid(), revision: z.int() };
const phase = { ...place, phaseId: z.uuid(), phase: z.string() };
/** From a replica, which may be of another version. */
const message = z.object({
  from: z.string(),
  changes: z.array(
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('build'), ...place, state: buildState, reason: z.string() }),
      z.object({ type: z.literal('phase'), ...phase, state: phaseState }),
      z.object({
        type: z.literal('progress'),
        ...phase,
        progress: z.object({
          note: z.string(),
          outputTail: z.string(),
          tokens: z.number(),
          percent: z.number().optional(),
        }),
      }),
    ]),
  ),
});

/**
 * What happens to builds in all replicas, for those who watch: through Redis, so it may come late or never, and who must
 * know reads Postgres. Nobody is connected while nobody watches.
 */
@Injectable()
export class BuildFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(BuildFeed.name);
  /** The newest of each build and of each phase, oldest first. */
  private readonly news = new Map<string, BuildChange>();
  private readonly remote = new Subject<BuildChange>();
  /** Tells what this replica has said from what others say. */
  private readonly origin = randomUUID();
  private isHeard = false;
  private saidAt = -Infinity;
  private endSaying?: () => void;

  constructor(
    @Inject(RedisStore) private readonly redis: RedisStore,
    @Inject(BuildEvents) private readonly events: BuildEvents,
  ) {}

  /** Of this replica and of the others. */
  readonly changes: Observable<BuildChange> = new Observable<BuildChange>((subscriber) => {
    const own = this.events.changes.subscribe(subscriber);
    const others = this.remote.subscribe(subscriber);
    const unsubscribe = this.redis.subscribe(CHANNEL, (message) => this.hear(message));
    return () => {
      own.unsubscribe();
      others.unsubscribe();
      unsubscribe();
    };
  }).pipe(share());

  onApplicationBootstrap(): void {
    this.events.changes.subscribe((change) => this.note(change));
    const onError = (error: unknown) => this.logger.debug({ message: 'could not say what changed', err: error });
    this.endSaying = repeat(GATHER_MS, () => this.say(), { onError });
  }

  onApplicationShutdown(): void {
    this.endSaying?.();
  }

  private note(change: BuildChange): void {
    const key = change.type === 'build' ? change.buildId : `${change.phaseId}:${change.type}`;
    this.news.delete(key); // the newest are last
    this.news.set(key, change);
    if (this.news.size > MOST) this.news.delete(this.news.keys().next().value!);
  }

  private async say(): Promise<void> {
    if (this.news.size === 0 || (!this.isHeard && performance.now() - this.saidAt < UNHEARD_MS)) return;
    const said = { from: this.origin, changes: [...this.news.values()].map(shortened) };
    this.news.clear();
    this.saidAt = performance.now();
    const listeners = await this.redis.run((redis) => redis.publish(CHANNEL, JSON.stringify(said)));
    this.isHeard = listeners > 0;
  }

  private hear(text: string): void {
    const heard = message.safeParse(parsed(text));
    if (!heard.success) return this.logger.debug({ message: 'heard what is no change of a build' });
    if (heard.data.from !== this.origin) heard.data.changes.forEach((change) => this.remote.next(change));
  }
}

const shortened = (change: BuildChange): BuildChange =>
  change.type === 'progress'
    ? { ...change, progress: { ...change.progress, outputTail: change.progress.outputTail.slice(-MOST_TAIL) } }
    : change;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
