import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Gauge, Histogram } from 'prom-client';
import { Database, type Statement } from '#libs/database';
import { RedisStore } from '#libs/redis';
import { repeat } from '#libs/work';
import { ACTIVE_SESSIONS, SESSION_DURATION } from '../../orchestrator.metrics.js';
import { SESSION_MS } from './session-builder.js';
import { CENSUS_KEYS, sessionKey } from './session-patcher.js';
import { ENROL, TAKE_CENSUS } from './session-scripts.js';

const PERIOD_MS = 15_000;
/** After a failure, as at a start that is quicker than the connection to Redis. */
const RETRY_MS = 1_000;
const COUNTED_KEY = 'sessions:counted';
const PAGE = 1_000;

/**
 * Counts sessions, in a set that every commit writes to and all replicas share. Each ended session is taken out once, by
 * whichever replica comes first, so its duration is observed once. When Redis has lost the set, one replica counts anew
 * from Postgres.
 */
@Injectable()
export class SessionCensus implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(SessionCensus.name);
  private stop: () => void = () => undefined;

  constructor(
    @Inject(RedisStore) private readonly redis: RedisStore,
    @Inject(Database) private readonly database: Database,
    @InjectMetric(ACTIVE_SESSIONS) private readonly active: Gauge,
    @InjectMetric(SESSION_DURATION) private readonly duration: Histogram,
  ) {}

  onApplicationBootstrap(): void {
    const onError = (error: unknown) => {
      this.active.set(NaN);
      this.logger.debug({ message: 'sessions were not counted', err: error });
    };
    let dueAt = 0;
    const takeWhenDue = async () => {
      if (Date.now() < dueAt) return;
      await this.take();
      dueAt = Date.now() + PERIOD_MS;
    };
    this.stop = repeat(RETRY_MS, takeWhenDue, { jitter: 0.2, onError });
    void takeWhenDue().catch(onError);
  }

  onApplicationShutdown(): void {
    this.stop();
  }

  /** @throws AppError PEER_UNAVAILABLE, STORE_UNAVAILABLE */
  async take(now = Date.now()): Promise<void> {
    for (;;) {
      const [count, isCounted, ...durations] = (await this.redis.script(
        TAKE_CENSUS,
        [...CENSUS_KEYS, COUNTED_KEY],
        [now - SESSION_MS, PAGE],
      )) as [number, number, ...number[]];
      durations.forEach((ms) => this.duration.observe(ms / 1000));
      if (durations.length === PAGE) continue;
      this.active.set(isCounted ? count : count + (await this.enrol(now)));
      return;
    }
  }

  /** Counts what the last day's turns tell, page by page. */
  private async enrol(now: number): Promise<number> {
    let [enrolled, after] = [0, '00000000-0000-0000-0000-000000000000'];
    for (;;) {
      const rows = await this.database.query<Recent>(READ_RECENT, [SESSION_MS, after, PAGE]);
      const args = rows.flatMap(({ last_at, began_at }) => [last_at, began_at ?? last_at]);
      const keys = rows.map(({ id, number }) => sessionKey({ id, phoneNumberId: number }));
      if (rows.length > 0) enrolled += Number(await this.redis.script(ENROL, [...keys, ...CENSUS_KEYS], args));
      if (rows.length < PAGE) break;
      after = rows.at(-1)!.id;
    }
    await this.redis.run((redis) => redis.set(COUNTED_KEY, now));
    return enrolled;
  }
}

interface Recent {
  id: string;
  number: string;
  last_at: number;
  began_at: number | null;
}

/** The turns of a day come off the index by time; this runs once after Redis has lost everything. */
const READ_RECENT: Statement = {
  name: 'turns-read-recent',
  text: `
    SELECT c.id, c.phone_number_id AS number, floor(extract(epoch FROM max(t.answered_at)) * 1000)::float8 AS last_at,
           (array_agg((t.patch->>'beganAt')::float8 ORDER BY t.answered_at DESC))[1] AS began_at
      FROM turns t JOIN conversations c ON c.id = t.conversation_id
     WHERE t.created_at > now() - $1 * interval '1 ms' AND t.stage = 'done' AND c.id > $2::uuid
     GROUP BY c.id ORDER BY c.id LIMIT $3`,
};
