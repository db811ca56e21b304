import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import type { AppError } from '#libs/errors';
import { createTestDatabase, type TestDatabase, until } from '#libs/testing';
import { Database } from './database.js';
import { DatabaseModule } from './database.module.js';

@Injectable()
class LastWriter implements OnApplicationShutdown {
  written?: unknown;
  constructor(@Inject(Database) private readonly database: Database) {}

  async onApplicationShutdown() {
    const lastWords = { name: 'last-words', text: `SELECT 'written' AS word` };
    this.written = await this.database.query(lastWords).catch((error: AppError) => error.reason);
  }
}

describe(DatabaseModule.name, () => {
  let testDatabase: TestDatabase;
  beforeAll(async () => (testDatabase = await createTestDatabase('agents')));
  afterAll(() => testDatabase.drop());

  const build = (allowUnsafe: boolean) =>
    Test.createTestingModule({
      imports: [
        DatabaseModule.forService({
          url: testDatabase.url,
          poolSize: 2,
          entities: [],
          migrations: [],
          allowUnsafe,
        }),
      ],
      providers: [LastWriter],
    }).compile();
  const connections = async () => {
    const admin = new pg.Client(testDatabase.url);
    await admin.connect();
    const { rows } = await admin.query<{ count: string }>(
      'SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await admin.end();
    return Number(rows[0]!.count);
  };

  it('is open until the last of the service has written, and closed after it', async () => {
    const app = await build(true);
    const [database, writer] = [app.get(Database), app.get(LastWriter)];
    await app.init();
    expect(await connections()).toBeGreaterThan(0);
    await Promise.all([app.close(), app.close()]);
    expect(writer.written).toEqual([{ word: 'written' }]);
    expect(database.dataSource.isInitialized).toBe(false);
    await until(async () => (await connections()) === 0);
  });

  it('may be closed before by someone else', async () => {
    const app = await build(true);
    const [database, writer] = [app.get(Database), app.get(LastWriter)];
    await Promise.all([database.close(), app.close(), database.close()]);
    expect(writer.written).toBe('STORE_UNAVAILABLE');
    await until(async () => (await connections()) === 0);
  });

  it('does not start on a server that may forget, and leaves no connection behind', async () => {
    await expect(build(false)).rejects.toMatchObject({ reason: 'MISCONFIGURED' });
    await until(async () => (await connections()) === 0);
  });
});
