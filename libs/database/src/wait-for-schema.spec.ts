import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { migrate } from './migrate.js';
import { waitForSchema } from './wait-for-schema.js';

class CreateThings1764000000000 implements MigrationInterface {
  up = (runner: QueryRunner): Promise<void> => runner.query('CREATE TABLE things (id int)');
  down = () => Promise.reject(new Error('forward only'));
}

class CreateMore1764000000001 implements MigrationInterface {
  up = (runner: QueryRunner): Promise<void> => runner.query('CREATE TABLE more (id int)');
  down = () => Promise.reject(new Error('forward only'));
}

describe(waitForSchema, () => {
  let testDatabase: TestDatabase;
  beforeEach(async () => (testDatabase = await createTestDatabase('notifier')));
  afterEach(() => testDatabase.drop());

  const options = (...migrations: (new () => MigrationInterface)[]) => ({
    url: testDatabase.url,
    entities: [],
    migrations,
  });
  const short = { patienceMs: 60, pollMs: 20 };

  it('waits until somebody has migrated', async () => {
    const waiting = waitForSchema(options(CreateThings1764000000000), { patienceMs: 20_000, pollMs: 20 });
    await migrate(options(CreateThings1764000000000));
    await expect(waiting).resolves.toBeUndefined();
  });

  it('goes on beside a schema that is newer', async () => {
    await migrate(options(CreateThings1764000000000, CreateMore1764000000001));
    await expect(waitForSchema(options(CreateThings1764000000000), short)).resolves.toBeUndefined();
  });

  it('names what is missing when nobody comes', async () => {
    await migrate(options(CreateThings1764000000000));
    await expect(
      waitForSchema(options(CreateThings1764000000000, CreateMore1764000000001), short),
    ).rejects.toMatchObject({ reason: 'STORE_UNAVAILABLE', message: expect.stringContaining('CreateMore') as string });
  });

  it('waits for a server that is not there, and says so at last', async () => {
    const nowhere = { ...options(CreateThings1764000000000), url: 'postgres://nobody@127.0.0.1:1/none' };
    await expect(waitForSchema(nowhere, short)).rejects.toMatchObject({
      reason: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('did not answer') as string,
    });
  });
});
