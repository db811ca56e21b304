import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Redis } from 'ioredis';
import pg from 'pg';
import { troubleOf } from './ask.ts';
import type { DatabaseFacts, RedisFacts } from './judge-stores.ts';

const TIMEOUT_MS = 4_000;

export async function lookAtDatabase(service: string, url: string | undefined): Promise<DatabaseFacts> {
  if (!url) return { trouble: 'its address is not set' };
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  client.on('error', () => undefined); // whatever breaks the connection fails the statement as well
  try {
    await client.connect();
    const askedAt = Date.now();
    const { rows } = await client.query<{ now: number; fsync: string; commits: string; table: string | null }>(
      `SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now, current_setting('fsync') AS fsync,
              current_setting('synchronous_commit') AS commits,
              coalesce(to_regclass($1), to_regclass('migrations'))::text AS table`,
      [`${service}.migrations`],
    );
    const { now, fsync, commits, table } = rows[0]!;
    const skewMs = now - (askedAt + Date.now()) / 2;
    const applied = table
      ? await client.query<{ name: string }>(`SELECT name FROM ${table} ORDER BY id`)
      : { rows: [] };
    const unsafe = [fsync === 'off' && 'fsync=off', commits === 'off' && 'synchronous_commit=off'].filter(isText);
    return { applied: applied.rows.map(({ name }) => name), skewMs, unsafe };
  } catch (error) {
    return { trouble: troubleOf(error) };
  } finally {
    await client.end().catch(() => undefined);
  }
}

const isText = (value: string | false): value is string => value !== false;

/** Names of the migrations of this version, from what was built; undefined where nothing was. */
export async function knownMigrations(repo: string, service: string): Promise<string[] | undefined> {
  const path = join(repo, 'dist', 'apps', service, 'src', 'migrations', 'index.js');
  if (!existsSync(path)) return undefined;
  const { migrations } = (await import(pathToFileURL(path).href)) as { migrations: (new () => { name?: string })[] };
  return migrations.map((Migration) => new Migration().name ?? Migration.name);
}

export async function lookAtRedis(url: string | undefined): Promise<RedisFacts> {
  if (!url) return { trouble: 'REDIS_URL is not set' };
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let trouble: unknown;
  redis.on('error', (error) => (trouble = error)); // the command below says only that there is no connection
  try {
    await redis.connect();
    const askedAt = Date.now();
    const [seconds = 0, micros = 0] = await redis.time();
    const skewMs = Number(seconds) * 1_000 + Number(micros) / 1_000 - (askedAt + Date.now()) / 2;
    const info = await redis.info('memory');
    return { skewMs, policy: /maxmemory_policy:(\S+)/.exec(info)?.[1] ?? '' };
  } catch (error) {
    return { trouble: troubleOf(trouble ?? error) };
  } finally {
    redis.disconnect();
  }
}
