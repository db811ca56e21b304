import { jest } from '@jest/globals';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { migrate } from './migrate.js';

class CreateThings1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE things (id int)');
    await runner.query('INSERT INTO things SELECT 1 FROM pg_sleep(0.2)');
  }
  down = () => Promise.reject(new Error('forward only'));
}

class FillThings1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('INSERT INTO things VALUES (2)');
  }
  down = () => Promise.reject(new Error('forward only'));
}

class BreakHalfway1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('INSERT INTO things VALUES (3)');
    await runner.query('SELECT nonsense');
  }
  down = () => Promise.reject(new Error('forward only'));
}

describe(migrate, () => {
  let testDatabase: TestDatabase;
  beforeEach(async () => (testDatabase = await createTestDatabase('notifier')));
  afterEach(() => testDatabase.drop());

  const run = (...migrations: (new () => MigrationInterface)[]) =>
    migrate({ url: testDatabase.url, entities: [], migrations });
  const idsOfThings = async (): Promise<number[]> => {
    const client = new pg.Client(testDatabase.url);
    await client.connect();
    const { rows } = await client.query<{ id: number }>('SELECT id FROM notifier.things ORDER BY id');
    await client.end();
    return rows.map(({ id }) => id);
  };

  it('applies each migration once, in the schema of the service, however many start at once', async () => {
    const both = [CreateThings1764000000000, FillThings1764000000001];
    const applied = await Promise.all([run(...both), run(...both), run(...both)]);
    expect(applied.filter((names) => names.length > 0)).toEqual([both.map(({ name }) => name)]);
    expect(await idsOfThings()).toEqual([1, 2]);
  });

  it('applies what is new, and then nothing', async () => {
    await run(CreateThings1764000000000);
    expect(await run(CreateThings1764000000000, FillThings1764000000001)).toEqual([FillThings1764000000001.name]);
    expect(await run(CreateThings1764000000000, FillThings1764000000001)).toEqual([]);
  });

  it('leaves nothing of a migration that fails, keeps those before it, and can be run again', async () => {
    const log = jest.spyOn(console, 'log').mockReturnValue(undefined);
    await expect(run(CreateThings1764000000000, BreakHalfway1764000000002)).rejects.toThrow('nonsense');
    log.mockRestore();
    expect(await idsOfThings()).toEqual([1]);
    expect(await run(CreateThings1764000000000, FillThings1764000000001)).toEqual([FillThings1764000000001.name]);
  });
});
