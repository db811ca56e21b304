import { Logger } from '@nestjs/common';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { AppError } from '#libs/errors';
import { once } from '#libs/resilience';
import { Listener } from './listener.js';
import { showPool } from './pool-metrics.js';
import { toStoreError } from './store-error.js';

/** A statement with a name is prepared once per connection. */
export interface Statement {
  name: string;
  text: string;
}

/** As pg has it; its types do not say so. */
type Served = PoolClient & { processID: number };

/** The connection that holds a transaction. */
export type Transaction = PoolClient;

/** One service's Postgres: hand-written statements for the hot path, and TypeORM's data source for everything else. */
export class Database {
  private readonly logger = new Logger(Database.name);
  readonly listener: Listener;
  /** TypeORM's own pool: one bound for both ways in. */
  private readonly pool: Pool;
  private readonly hidePool: () => void;
  /** Processes of the server that serve this pool. */
  private readonly served = new Set<number>();

  constructor(readonly dataSource: DataSource) {
    this.pool = (dataSource.driver as PostgresDriver).master as Pool;
    this.hidePool = showPool(this.pool);
    this.pool.on('error', (error) =>
      this.logger.warn({ message: 'an idle connection to postgres failed', error: error.message }),
    );
    this.pool.on('acquire', (client) => this.served.add((client as Served).processID));
    this.pool.on('remove', (client) => this.served.delete((client as Served).processID));
    this.listener = new Listener(String((dataSource.options as { url?: string }).url), (id) => this.served.has(id));
  }

  /** @throws AppError STORE_UNAVAILABLE when repeating may help (the statement may have been executed), else INTERNAL */
  async query<Row extends QueryResultRow>(statement: Statement, values: unknown[] = []): Promise<Row[]> {
    try {
      const { rows } = await this.pool.query<Row>({ ...statement, values });
      return rows;
    } catch (error) {
      throw toStoreError(error);
    }
  }

  /**
   * Runs `work` in one transaction. An error on COMMIT means unknown, not failed.
   * @throws AppError as `query` does, or what `work` threw if that is one
   */
  async transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    let client: PoolClient | undefined;
    try {
      client = await this.pool.connect();
      client.on('error', ignore); // the next statement fails anyway; without a listener the process would end
      await client.query('BEGIN');
      const result = await work(client);
      const { command } = await client.query('COMMIT');
      // Postgres answers COMMIT with ROLLBACK, and with no error, when a statement had failed and `work` kept that to itself
      if (command !== 'COMMIT') throw new AppError('INTERNAL', { message: `the transaction ended with ${command}` });
      client.off('error', ignore).release();
      return result;
    } catch (error) {
      client?.release(true); // its state is unknown: never back into the pool
      throw toStoreError(error);
    }
  }

  /**
   * @throws AppError MISCONFIGURED when the server may forget what it acknowledged
   */
  async refuseUnsafeSettings(): Promise<void> {
    const rows = await this.query<{ name: string; setting: string }>({
      name: 'durability-settings',
      text: `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit') AND setting = 'off'`,
    });
    if (rows.length === 0) return;
    throw new AppError('MISCONFIGURED', {
      message: `Postgres runs with ${rows.map(({ name }) => `${name}=off`).join(' and ')}: acknowledged messages could be lost. Set DATABASE_ALLOW_UNSAFE=true only for tests.`,
    });
  }

  readonly close = once(async () => {
    this.hidePool();
    await this.listener.close();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  });
}

const ignore = (): void => undefined;
