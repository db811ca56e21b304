import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';

const PERIOD_MS = 10 * 60_000;
const BATCH = 5_000;

/** Deletes what is older than the retention, in small batches. Replicas that do it at once do not wait for each other. */
@Injectable()
export class Retention implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Retention.name);
  private timer?: NodeJS.Timeout;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ORCHESTRATOR_CONFIG) private readonly config: OrchestratorConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.purge().catch((error: unknown) => this.logger.warn({ message: 'could not delete old rows', err: error }));
    }, PERIOD_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Messages that still wait and turns that are set aside stay, whatever their age. */
  async purge(): Promise<number> {
    let deleted = 0;
    for (const statement of [PURGE_INBOX, PURGE_TURNS]) {
      let rows: { count: number }[];
      do {
        rows = await this.database.query<{ count: number }>(statement, [this.config.RETENTION_DAYS, BATCH]);
        deleted += rows[0]!.count;
      } while (rows[0]!.count === BATCH);
    }
    if (deleted > 0) this.logger.log({ message: 'deleted old rows', deleted });
    return deleted;
  }
}

const PURGE_INBOX: Statement = {
  name: 'inbox-purge',
  text: `WITH old AS (
      SELECT i.phone_number_id, i.message_id FROM inbox i JOIN conversations c ON c.id = i.conversation_id
       WHERE i.received_at < now() - $1 * interval '1 day' AND (NOT i.makes_turn OR i.seq <= c.handled_seq)
         AND NOT EXISTS (SELECT FROM turns t WHERE t.conversation_id = c.id AND t.stage = 'set_aside'
                          AND i.seq > t.from_seq AND i.seq <= t.to_seq)
       LIMIT $2 FOR UPDATE OF i SKIP LOCKED),
    gone AS (DELETE FROM inbox i USING old WHERE i.phone_number_id = old.phone_number_id AND i.message_id = old.message_id RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};

const PURGE_TURNS: Statement = {
  name: 'turns-purge',
  text: `WITH old AS (
      SELECT id FROM turns WHERE created_at < now() - $1 * interval '1 day' AND stage = 'done' LIMIT $2 FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM turns t USING old WHERE t.id = old.id RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};
