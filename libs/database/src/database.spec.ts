import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { AppError } from '#libs/errors';
import { createTestDatabase, type TestDatabase, until } from '#libs/testing';
import { databaseCheck } from './database-check.js';
import { Database } from './database.js';
import { dataSourceOptions } from './data-source-options.js';

const open = async (url: string, poolSize = 2, limits: object = {}): Promise<Database> => {
  const options = dataSourceOptions({ url, poolSize, entities: [], migrations: [] });
  return new Database(await new DataSource({ ...options, ...limits }).initialize());
};

/** Passes connections on to Postgres until it is frozen: then it goes on accepting and says nothing. */
async function startProxy(target: string) {
  const { hostname, port } = new URL(target);
  const sockets: Socket[] = [];
  let isFrozen = false;
  const server = createServer((downstream) => {
    sockets.push(downstream.on('error', () => undefined));
    if (isFrozen) return;
    const upstream = connect(Number(port), hostname);
    sockets.push(upstream.on('error', () => undefined));
    downstream.pipe(upstream).pipe(downstream);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    freeze() {
      isFrozen = true;
      sockets.forEach((socket) => socket.unpipe().pause());
    },
    async stop() {
      server.close();
      sockets.forEach((socket) => socket.destroy());
    },
  };
}

describe(Database.name, () => {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    testDatabase = await createTestDatabase('orchestrator');
    database = await open(testDatabase.url);
    await sql('CREATE TABLE things (id int PRIMARY KEY, word text)');
  });
  afterEach(() => sql('TRUNCATE things'));
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const statement = (text: string) => ({ name: randomUUID(), text });
  const sql = <Row extends object>(text: string, values: unknown[] = []) =>
    database.query<Row & Record<string, unknown>>(statement(text), values);
  const words = async () =>
    (await sql<{ word: string }>('SELECT word FROM things ORDER BY id')).map(({ word }) => word);
  const insert = (client: pg.PoolClient, id: number, word: string) =>
    client.query('INSERT INTO things VALUES ($1, $2)', [id, word]);

  describe('query', () => {
    it('gives the rows, and prepares a named statement once per connection', async () => {
      const doubled = { name: 'doubled', text: 'SELECT $1::int * 2 AS double' };
      expect(await database.query(doubled, [21])).toEqual([{ double: 42 }]);
      const counted = await database.transaction(async (client) => {
        for (const value of [1, 2, 3]) await client.query({ ...doubled, values: [value] });
        const { rows } = await client.query<{ count: string }>(
          `SELECT count(*) FROM pg_prepared_statements WHERE name = 'doubled'`,
        );
        return rows[0]!.count;
      });
      expect(counted).toBe('1');
    });

    it('says what a violated constraint means, without the values', async () => {
      await sql(`INSERT INTO things VALUES (1, 'canary')`);
      const failure = sql(`INSERT INTO things VALUES (1, $1)`, ['canary']);
      await expect(failure).rejects.toMatchObject({ reason: 'INTERNAL', message: 'statement failed with 23505' });
    });

    it('survives that its connections are killed', async () => {
      await Promise.all([sql('SELECT 1'), sql('SELECT 1')]);
      await killOthers();
      await until(() =>
        sql('SELECT 1').then(
          () => true,
          (error: AppError) => (expect(error.reason).toBe('STORE_UNAVAILABLE'), false),
        ),
      );
    });
  });

  /** Every connection of the database except the one that does it. */
  const killOthers = async (): Promise<void> => {
    const admin = new pg.Client(testDatabase.url);
    await admin.connect();
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await admin.end();
  };

  describe('transaction', () => {
    const pidOf = async (client: pg.PoolClient): Promise<number> =>
      (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]!.pid;
    let single: Database;
    beforeAll(async () => (single = await open(testDatabase.url, 1)));
    afterAll(() => single.close());
    const pid = () => single.transaction(pidOf);

    it('commits everything and gives the result', async () => {
      const result = await database.transaction(async (client) => {
        await insert(client, 1, 'one');
        await insert(client, 2, 'two');
        return 'both';
      });
      expect(result).toBe('both');
      expect(await words()).toEqual(['one', 'two']);
    });

    it('takes everything back when the work fails, and passes its reason on', async () => {
      const failure = database.transaction(async (client) => {
        await insert(client, 1, 'one');
        throw new AppError('LEASE_LOST');
      });
      await expect(failure).rejects.toMatchObject({ reason: 'LEASE_LOST' });
      expect(await words()).toEqual([]);
    });

    it('takes everything back when a statement fails', async () => {
      const failure = database.transaction(async (client) => {
        await insert(client, 1, 'one');
        await insert(client, 1, 'again');
      });
      await expect(failure).rejects.toMatchObject({ reason: 'INTERNAL', message: 'statement failed with 23505' });
      expect(await words()).toEqual([]);
    });

    it('does not say that it committed when the work kept a failed statement to itself', async () => {
      const failure = database.transaction(async (client) => {
        await insert(client, 1, 'one');
        await insert(client, 1, 'again').catch(() => undefined);
      });
      await expect(failure).rejects.toMatchObject({
        reason: 'INTERNAL',
        message: 'the transaction ended with ROLLBACK',
      });
      expect(await words()).toEqual([]);
    });

    it('uses a connection again after a success', async () => {
      expect(await pid()).toBe(await pid());
    });

    it('never uses one again whose transaction failed, and does not lose its place in the pool', async () => {
      const before = await pid();
      for (let count = 0; count < 3; count += 1)
        await expect(single.transaction(() => Promise.reject(new AppError('LEASE_LOST')))).rejects.toThrow(AppError);
      expect(await pid()).not.toBe(before);
    });

    it('outlives a connection that dies between two statements', async () => {
      const failure = single.transaction(async (client) => {
        await insert(client, 1, 'one');
        const died = once(client, 'error');
        await killOthers();
        await died;
        await insert(client, 2, 'two');
      });
      await expect(failure).rejects.toMatchObject({ reason: 'STORE_UNAVAILABLE' });
      expect(await pid()).toBeGreaterThan(0);
    });
  });

  describe('limits', () => {
    it('end a statement at the server before the wait for its answer ends', async () => {
      expect(await sql('SHOW statement_timeout')).toEqual([{ statement_timeout: '5s' }]);
      expect(database.dataSource.options).toMatchObject({ connectTimeoutMS: 2_000, extra: { query_timeout: 6_000 } });
      const failure = database.transaction(async (client) => {
        await client.query('SET LOCAL statement_timeout = 50');
        await client.query('SELECT pg_sleep(30)');
      });
      await expect(failure).rejects.toMatchObject({
        reason: 'STORE_UNAVAILABLE',
        message: 'statement failed with 57014',
      });
    });

    it('end the wait for a server that is frozen: for an answer, for a connection, and for its goodbye', async () => {
      const proxy = await startProxy(testDatabase.url);
      const impatient = { extra: { query_timeout: 100 }, connectTimeoutMS: 100 }; // else this took 8 s
      const frozen = await open(proxy.url, 2, impatient);
      await new Promise<void>((resolve) => frozen.listener.listen('anything', () => resolve()));
      await frozen.query(statement('SELECT 1'));
      proxy.freeze();
      await expect(frozen.query(statement('SELECT 2'))).rejects.toMatchObject({
        reason: 'STORE_UNAVAILABLE',
        cause: { message: 'Query read timeout' },
      });
      await expect(frozen.query(statement('SELECT 3'))).rejects.toMatchObject({ reason: 'STORE_UNAVAILABLE' });
      await frozen.close();
      await proxy.stop();
    });
  });

  describe('refuseUnsafeSettings', () => {
    it('refuses a server that may forget, and names the settings', async () => {
      const failure = database.refuseUnsafeSettings();
      await expect(failure).rejects.toMatchObject({ reason: 'MISCONFIGURED' });
      await expect(failure).rejects.toThrow(/fsync=off and synchronous_commit=off/);
    });

    it('takes one that does not: the control for the one above', async () => {
      await sql(`CREATE VIEW pg_settings AS SELECT name, 'on' AS setting FROM pg_catalog.pg_settings`);
      const url = new URL(testDatabase.url);
      url.searchParams.set('options', '-c search_path=orchestrator,pg_catalog'); // ours comes before the real one
      const safe = await open(url.href);
      await safe.refuseUnsafeSettings();
      await safe.close();
    });
  });

  it('is ready while it answers', async () => {
    const closing = await open(testDatabase.url);
    const { name, check } = databaseCheck.useFactory(closing);
    expect(name).toBe('database');
    await check();
    await closing.close();
    await expect(check()).rejects.toMatchObject({ reason: 'STORE_UNAVAILABLE' });
  });

  describe('close', () => {
    it('closes once, from however many places at once', async () => {
      const closing = await open(testDatabase.url);
      closing.listener.listen('anything', () => undefined);
      await Promise.all(Array.from({ length: 5 }, () => closing.close()));
      expect(closing.dataSource.isInitialized).toBe(false);
      await closing.close();
      await expect(closing.query(statement('SELECT 1'))).rejects.toThrow(AppError);
    });

    it('waits for a statement that is under way', async () => {
      const closing = await open(testDatabase.url);
      const slow = closing.query(statement(`SELECT 'done' AS word FROM pg_sleep(0.2)`));
      await until(async () => (await sql(`SELECT 1 FROM pg_stat_activity WHERE query ~ 'done.*pg_sleep'`)).length > 1);
      await closing.close();
      expect(await slow).toEqual([{ word: 'done' }]);
    });
  });
});
