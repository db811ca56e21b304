import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database, type Statement } from './database.js';

export interface RetentionRule {
  /** $1 days, $2 rows at most → one row with the `count` of deleted ones. It must skip rows that others hold. */
  statement: Statement;
  days: number;
}

const PERIOD_MS = 5 * 60_000;
const BATCH = 2_000;

/** Deletes what is older than its rule, in small batches. Replicas that do it at once do not wait for each other. */
export class Retention implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Retention.name);
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly rules: RetentionRule[],
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.purge().catch((error: unknown) => this.logger.warn({ message: 'could not delete old rows', err: error }));
    }, PERIOD_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Deletes everything that is due and answers how many rows that were. */
  async purge(): Promise<number> {
    let deleted = 0;
    for (const { statement, days } of this.rules) {
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

/** The provider of a service's retention. */
export const retentionProvider = (rules: RetentionRule[]) => ({
  provide: Retention,
  inject: [Database],
  useFactory: (database: Database) => new Retention(database, rules),
});
