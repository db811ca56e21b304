import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Database } from '#libs/database';
import { AppError } from '#libs/errors';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import type { Lease } from './lease.js';
import { Worker, type WorkerOptions, type WorkRow } from './worker.js';
import type { WorkTable } from './work-table.js';

export interface Job extends WorkRow {
  key: string;
  seq: string;
}

export const table: WorkTable = {
  name: 'jobs',
  states: { ready: 'ready', held: 'held', setAside: 'set_aside', lapsed: 'ready' },
  headOfLine: { key: 'key', order: 'seq', blocking: ['ready', 'held'] },
  priority: 'work.due_at, work.seq',
  channel: 'jobs_due',
};
export const times = { tickMs: 100, ttlMs: 1_500, sweepMs: 100, pollMs: 200 };

/** A table of jobs, and workers that race for them. */
export class WorkStage {
  testDatabase!: TestDatabase;
  database!: Database;
  private readonly workers: Worker<Job>[] = [];

  async open(): Promise<void> {
    Logger.overrideLogger(false);
    this.testDatabase = await createTestDatabase('orchestrator');
    this.database = new Database(
      await new DataSource({ type: 'postgres', url: this.testDatabase.url, poolSize: 8 }).initialize(),
    );
    await this.sql(`CREATE TABLE jobs (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(), key text NOT NULL, seq bigserial, result text,
      state text NOT NULL DEFAULT 'ready', due_at timestamptz NOT NULL DEFAULT now(), attempts int NOT NULL DEFAULT 0,
      owner text, lease_until timestamptz, epoch bigint NOT NULL DEFAULT 0, claimed_at timestamptz,
      heartbeat_at timestamptz, progress jsonb, error_class text, error_detail text,
      queue text GENERATED ALWAYS AS (CASE WHEN state IN ('ready', 'held', 'set_aside') THEN state END) STORED)`);
  }

  async reset(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.stop()));
    await this.sql('TRUNCATE jobs');
  }

  async close(): Promise<void> {
    await Promise.all([this.database.close(), this.database.close()]);
    await this.testDatabase.drop();
  }

  readonly sql = <Row extends object>(text: string, values: unknown[] = []) =>
    this.database.query<Row & Record<string, unknown>>({ name: randomUUID(), text }, values);

  readonly add = async (...keys: string[]) => {
    const rows = await this.sql<{ id: string }>('INSERT INTO jobs (key) SELECT unnest($1::text[]) RETURNING id', [
      keys,
    ]);
    return rows.map(({ id }) => id);
  };

  readonly finish = async (lease: Lease, result = 'done') => {
    const [ours] = await this.sql(
      "UPDATE jobs SET state = 'done', result = $3 WHERE id = $1 AND epoch = $2 AND state = 'held' RETURNING id",
      [lease.id, lease.epoch, result],
    );
    if (!ours) throw new AppError('LEASE_LOST');
  };

  readonly start = (options: Partial<WorkerOptions<Job>> = {}) => {
    const worker = new Worker<Job>(this.database, {
      table,
      maxInFlight: 50,
      maxAttempts: 3,
      drainMs: 200,
      times,
      work: (_, lease) => this.finish(lease),
      ...options,
    });
    this.workers.push(worker);
    worker.start();
    return worker;
  };

  readonly states = async () =>
    (await this.sql<{ state: string }>('SELECT state FROM jobs ORDER BY seq')).map(({ state }) => state);

  readonly isListening = async () =>
    (await this.sql<{ count: string }>("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN jobs_due%'"))[0]!
      .count !== '0';

  readonly allDone = async () => (await this.states()).every((state) => state === 'done');
}
