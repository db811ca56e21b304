import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { Database, migrate } from '#libs/database';
import { RedisStore } from '#libs/redis';
import { createTestDatabase, type TestDatabase, until } from '#libs/testing';
import { entities } from '../../entities.js';
import { migrations } from '../../migrations/index.js';
import type { PatchedTurn } from './apply-patch.js';
import { PastTurnsRepository } from './past-turns.repository.js';
import type { SessionOwner } from './session-builder.js';
import { SessionController } from './session-controller.js';
import { SessionPatcher } from './session-patcher.js';
import type { Summary } from './session.schema.js';
import { newOwner, newTurn } from './session-values.stage.js';

/** A database and a Redis with conversations, and replicas that answer their turns. */
export class SessionStage {
  readonly redis = new RedisStore(`${process.env['TEST_REDIS_URL']}/6`);
  database!: Database;
  private testDatabase!: TestDatabase;
  private seq = 0;
  private readonly registry = new Registry();
  private readonly rebuilds = this.counter('rebuilds', 'reason');
  private readonly commits = this.counter('commits', 'outcome');

  async open(): Promise<void> {
    Logger.overrideLogger(false);
    this.testDatabase = await createTestDatabase('orchestrator');
    const { url } = this.testDatabase;
    await migrate({ url, entities, migrations });
    this.database = new Database(await new DataSource({ type: 'postgres', url }).initialize());
    await until(() => this.redis.run((client) => client.ping()).then(Boolean, () => false));
  }

  async reset(): Promise<void> {
    this.registry.resetMetrics();
    await this.redis.run((client) => client.flushdb());
  }

  async close(): Promise<void> {
    await this.redis.close();
    await this.database?.close();
    await this.testDatabase?.drop();
  }

  /** A replica that has not seen any conversation before. */
  replica(store = this.redis): SessionController {
    const past = new PastTurnsRepository(this.database);
    return new SessionController(new SessionPatcher(store), past, this.rebuilds, this.commits);
  }

  sql(text: string, values: unknown[]) {
    return this.database.query({ name: randomUUID(), text }, values);
  }

  rebuilt(label: { reason?: string }): Promise<number> {
    return valueOf(this.rebuilds, label);
  }

  committed(label: { outcome: string }): Promise<number> {
    return valueOf(this.commits, label);
  }

  async person(): Promise<SessionOwner> {
    const id = randomUUID();
    await this.sql(
      "INSERT INTO conversations (id, phone_number_id, wa_id, epoch) VALUES ($1::uuid, '1', $1::uuid::text, 1)",
      [id],
    );
    return newOwner({ id });
  }

  /** What STORE_ANSWER and END_TURN leave behind. */
  async store(owner: SessionOwner, { turnId, task, answer, patch }: PatchedTurn): Promise<SessionOwner> {
    this.seq += 1;
    await this.sql(
      `INSERT INTO turns (id, conversation_id, from_seq, to_seq, epoch, stage, task, reply, patch, answered_at)
       VALUES ($1, $2, $3::bigint, $3::bigint + 1, 1, 'done', $4, $5, $6, now())`,
      [turnId, owner.id, this.seq, task, answer, JSON.stringify(patch)],
    );
    await this.sql('UPDATE conversations SET session_version = session_version + 1, session_turn = $2 WHERE id = $1', [
      owner.id,
      turnId,
    ]);
    return { ...owner, sessionVersion: owner.sessionVersion + 1, sessionTurn: turnId };
  }

  /** A whole turn: opened, stored, committed. */
  async live(owner: SessionOwner, turn = newTurn(), replica = this.replica()): Promise<SessionOwner> {
    const opened = await replica.open(owner);
    const next = await this.store(owner, turn);
    await replica.commit(owner, '1', opened, turn);
    return next;
  }

  /** A conversation as the next claim finds it. */
  async current(owner: SessionOwner): Promise<SessionOwner> {
    const text = 'SELECT session_version::float8 AS version FROM conversations WHERE id = $1';
    const [row] = await this.sql(text, [owner.id]);
    return { ...owner, sessionVersion: row!['version'] as number };
  }

  async summarise(owner: SessionOwner, summary: Summary, replica = this.replica()): Promise<SessionOwner> {
    await replica.summarise(owner, '0', summary);
    return this.current(owner);
  }

  private counter(name: string, label: string): Counter {
    return new Counter({ name, help: name, labelNames: [label], registers: [this.registry] });
  }
}

async function valueOf(metric: Counter, label: object): Promise<number> {
  const { values } = await metric.get();
  return values.find(({ labels }) => Object.entries(label).every(([key, value]) => labels[key] === value))?.value ?? 0;
}
