import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { Database } from './database.js';
import { Retention } from './retention.js';

const statement = {
  name: 'things-purge',
  text: `WITH old AS (SELECT id FROM things WHERE at < now() - $1 * interval '1 day' LIMIT $2 FOR UPDATE SKIP LOCKED),
         gone AS (DELETE FROM things USING old WHERE things.id = old.id RETURNING 1)
         SELECT count(*)::int AS count FROM gone`,
};

describe(Retention.name, () => {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    testDatabase = await createTestDatabase('orchestrator');
    database = new Database(await new DataSource({ type: 'postgres', url: testDatabase.url }).initialize());
    await database.query({ name: 'create', text: 'CREATE TABLE things (id serial PRIMARY KEY, at timestamptz)' });
  });
  afterAll(async () => {
    await database?.close();
    await testDatabase?.drop();
  });

  it('deletes what is old in as many batches as it takes, and nothing else', async () => {
    const text = "INSERT INTO things (at) SELECT now() - n * interval '1 hour' FROM generate_series(1, 6000) n";
    await database.query({ name: 'fill', text });
    const retention = new Retention(database, [{ statement, days: 30 }]);
    expect(await retention.purge()).toBe(6_000 - 719);
    expect(await retention.purge()).toBe(0);
    expect(await database.query({ name: 'left', text: 'SELECT count(*)::int FROM things' })).toEqual([{ count: 719 }]);
  });
});
