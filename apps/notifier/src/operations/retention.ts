import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';

const PERIOD_MS = 60_000;
const BATCH = 2_000;
/** Beats are evidence for hours at most. */
const BEAT_DAYS = 2;

/** Deletes what is older than the retention, in small batches. Replicas that do it at once do not wait for each other. */
@Injectable()
export class Retention implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Retention.name);
  private timer?: NodeJS.Timeout;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(NOTIFIER_CONFIG) private readonly config: NotifierConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.purge().catch((error: unknown) => this.logger.warn({ message: 'could not delete old rows', err: error }));
    }, PERIOD_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** What is still on its way stays, whatever its age. */
  async purge(): Promise<number> {
    let deleted = 0;
    const { RETENTION_DAYS } = this.config;
    const rules = [
      { statement: PURGE_OUTBOX, days: RETENTION_DAYS },
      { statement: PURGE_STATUSES, days: RETENTION_DAYS },
      { statement: PURGE_BEATS, days: BEAT_DAYS },
    ];
    for (const { statement, days } of rules) {
      let count: number;
      do {
        const [row] = await this.database.query<{ count: number }>(statement, [days, BATCH]);
        deleted += count = row!.count;
      } while (count === BATCH);
    }
    if (deleted > 0) this.logger.log({ message: 'deleted old rows', deleted });
    return deleted;
  }
}

/** Ids begin with the time in milliseconds, so the oldest rows are found by the primary key. */
const PURGE_OUTBOX: Statement = {
  name: 'outbox-purge',
  text: `
    WITH old AS (
      SELECT id FROM outbox
       WHERE id < (lpad(to_hex((extract(epoch FROM now() - $1 * interval '1 day') * 1000)::bigint), 12, '0')
                   || '00000000000000000000')::uuid
         AND created_at < now() - $1 * interval '1 day' AND (queue IS NULL OR queue NOT IN ('pending', 'sending', 'unknown'))
       ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM outbox work USING old WHERE work.id = old.id RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};

const PURGE_STATUSES: Statement = {
  name: 'statuses-purge',
  text: `
    WITH old AS (
      SELECT wamid, status, event_at FROM status_events WHERE received_at < now() - $1 * interval '1 day'
       LIMIT $2 FOR UPDATE SKIP LOCKED),
    gone AS (
      DELETE FROM status_events event USING old
       WHERE event.wamid = old.wamid AND event.status = old.status AND event.event_at = old.event_at RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};

const PURGE_BEATS: Statement = {
  name: 'intake-beats-purge',
  text: `
    WITH gone AS (
      DELETE FROM intake_beats
       WHERE at IN (SELECT at FROM intake_beats WHERE at < now() - $1 * interval '1 day' ORDER BY at LIMIT $2)
      RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};
