import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from '../../scripts/prepare/process-identity.mjs';
import { EXTENSIONS, SCHEMA_OWNERS } from '../../scripts/launcher/plan/service-table.ts';
import { findLeftovers, readPidFile, writePidFile } from '../../scripts/launcher/processes/pid-file.ts';
import { createSchemas } from '../../scripts/launcher/stores/create-schemas.ts';
import { endOrphanedPostgres } from '../../scripts/launcher/stores/end-orphaned-postgres.ts';
import { findRedis } from '../../scripts/launcher/stores/find-redis.ts';
import { freePort } from '../../scripts/launcher/stores/free-port.ts';
import { type Postgres, startPostgres } from '../../scripts/launcher/stores/start-postgres.ts';
import { type Redis, startRedis } from '../../scripts/launcher/stores/start-redis.ts';

const PREFIX = 'parley-test-';
const OWNER = 'owner';
const PASSWORD = 'postgres';

export interface Stores {
  /** Removed with everything in it by stop. */
  folder: string;
  postgres: Postgres;
  redis: Redis;
  /** Connection string of a service's own login. */
  databaseUrl(service: string): string;
  /** After they were killed, on the same ports. */
  startPostgresAgain(): Promise<void>;
  startRedisAgain(): Promise<void>;
  stop(): Promise<void>;
}

/** A throw-away Postgres and Redis on free ports, with one schema and login role per service (its password is its name). */
export async function startStores({ durable = false } = {}): Promise<Stores> {
  await removeAbandonedStores();
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  const pidFolder = join(folder, 'pids');
  writePidFile(pidFolder, OWNER, process.pid);
  await chmod(folder, 0o755); // started by root, Postgres runs as another user and must be able to enter
  const server = await findRedis(join(tmpdir(), 'parley-redis')); // first: it is the one that may be missing
  const [redisPort, postgresPort] = [await freePort(), await freePort()];
  const redis = (): Promise<Redis> => startRedis({ server, dir: folder, port: redisPort, pidFolder });
  const postgres = (): Promise<Postgres> =>
    startPostgres({ dir: folder, port: postgresPort, password: PASSWORD, durable, pidFolder });
  const stores = { redis: await redis(), postgres: await postgres() };
  const schemas = SCHEMA_OWNERS.map((name) => ({ name, password: name, extensions: EXTENSIONS[name] }));
  const { urls } = await createSchemas(stores.postgres.adminUrl, schemas);
  return Object.assign(stores, {
    folder,
    databaseUrl: (service: string) => urls[service]!,
    startPostgresAgain: async () => void (stores.postgres = await postgres()),
    startRedisAgain: async () => void (stores.redis = await redis()),
    async stop() {
      await Promise.all([stores.postgres.stop(), stores.redis.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  });
}

/** Ends and removes the stores of test runs that were killed. */
async function removeAbandonedStores(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const folder of names.map((name) => join(tmpdir(), name))) {
    if (await isAbandoned(folder)) await remove(folder);
  }
}

/** A folder that is a few seconds old may not name its owner yet. */
async function isAbandoned(folder: string): Promise<boolean> {
  const owner = readPidFile(join(folder, 'pids'), OWNER);
  if (owner) return !isRunning(owner);
  const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs > 60_000;
}

async function remove(folder: string): Promise<void> {
  await endOrphanedPostgres(join(folder, 'postgres')).catch(() => undefined);
  for (const { pid } of findLeftovers(join(folder, 'pids'))) process.kill(pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
}
