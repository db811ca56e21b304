import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { type Database, migrate, openDatabase, Retention } from '#libs/database';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { entities } from '../entities.js';
import { migrations } from '../migrations/index.js';
import { retentionRules } from './retention-rules.js';

describe(retentionRules, () => {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    testDatabase = await createTestDatabase('orchestrator');
    await migrate({ url: testDatabase.url, entities, migrations });
    database = await openDatabase({ url: testDatabase.url, poolSize: 2, entities, migrations });
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const sql = (text: string, values: unknown[] = []) => database.query({ name: randomUUID(), text }, values);

  it('deletes old turns that have ended, answered or silent, and no others', async () => {
    const [{ id } = { id: '' }] = await sql(
      "INSERT INTO conversations (phone_number_id, wa_id) VALUES ('1', '34600000001') RETURNING id",
    );
    await sql(
      `INSERT INTO turns (id, conversation_id, from_seq, to_seq, epoch, stage, created_at)
       SELECT uuid_v7(), $1, 0, 1, 1, stage, now() - age FROM unnest(ARRAY['done', 'silenced', 'set_aside', 'started']) AS stage,
              unnest(ARRAY[interval '31 days', interval '29 days']) AS age`,
      [id],
    );
    expect(await new Retention(database, retentionRules(30)).purge()).toBe(2);
    const kept = await sql("SELECT stage FROM turns WHERE created_at < now() - interval '30 days' ORDER BY stage");
    expect(kept.map(({ stage }) => stage as string)).toEqual(['set_aside', 'started']);
    expect(await sql('SELECT FROM turns')).toHaveLength(6);
  });
});
