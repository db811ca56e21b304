import { chmod, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { LogFile } from '../processes/log-file.ts';
import { poll } from '../processes/poll.ts';
import { startProcess, type RunningProcess } from '../processes/start-process.ts';
import { endOrphanedPostgres } from './end-orphaned-postgres.ts';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { postgresUser, type UserIds } from './run-as.ts';

export interface PostgresOptions {
  /** Holds the cluster (`<dir>/postgres`); made if missing, kept after the end. */
  dir: string;
  port: number;
  password: string;
  /** false: a crash of the machine may lose data, and everything is faster. For tests. */
  durable: boolean;
  settings?: Record<string, string>;
  pidFolder?: string;
  log?: LogFile;
}

export interface Postgres {
  process: RunningProcess;
  port: number;
  /** Login of the superuser to the database "parley". */
  adminUrl: string;
  stop(): Promise<void>;
}

/** Sized for one machine that serves a thousand turns a second; planner and vacuum settings suit queue tables. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '300',
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  jit: 'off',
  random_page_cost: '1.1',
  autovacuum_naptime: '10s',
  autovacuum_vacuum_scale_factor: '0.05',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
};
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' };

const START_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 15_000;

/**
 * Starts Postgres on a cluster of its own, which is made at the first start, and waits until it takes logins. A Postgres
 * that an earlier start left running on the same folder is ended first.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dir, port, password } = options;
  const user = postgresUser();
  const cluster = join(dir, 'postgres');
  const binaries = await findPostgresBinaries(dir);
  if (existsSync(cluster)) await endOrphanedPostgres(cluster);
  else await initialise(binaries.initdb, cluster, options, user);
  const server = await startServer(binaries, cluster, options, user);
  const urlOf = (database: string): string => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  await waitForLogins(server, urlOf('postgres'));
  await createDatabase(urlOf('postgres'));
  return { process: server, port, adminUrl: urlOf('parley'), stop: () => stop(server) };
}

/** Made beside its place and then moved there: a start that was killed in between leaves no half-made cluster. */
async function initialise(initdb: string, cluster: string, options: PostgresOptions, user?: UserIds): Promise<void> {
  const { dir, password, durable } = options;
  const unfinished = `${cluster}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const passwordFile = join(dir, 'postgres-password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) {
    await chmod(dir, 0o755); // Postgres, which is not root, must be able to enter
    for (const path of [unfinished, passwordFile]) await chown(path, user.uid, user.gid);
  }
  const args = ['--pgdata', unfinished, '--username', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256'];
  args.push('--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-instructions', ...(durable ? [] : ['--no-sync']));
  const run = await startProcess({ name: 'initdb', command: initdb, args, env: environment(), cwd: dir, ...user });
  const { code } = await run.exited;
  await rm(passwordFile, { force: true });
  if (code !== 0) throw new Error(`Postgres could not make its data folder ${cluster}:\n${run.tail()}`);
  await rename(unfinished, cluster);
}

function startServer(
  { postgres }: PostgresBinaries,
  cluster: string,
  { port, durable, settings, pidFolder, log }: PostgresOptions,
  user?: UserIds,
): Promise<RunningProcess> {
  const all = { ...SETTINGS, ...(durable ? DURABLE : FAST), ...settings, port: `${port}` };
  const args = ['-D', cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  return startProcess({
    name: 'postgres',
    command: postgres,
    args,
    env: environment(),
    cwd: cluster,
    ...user,
    pidFolder,
    log,
  });
}

const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' });

async function waitForLogins(server: RunningProcess, url: string): Promise<void> {
  await poll(
    'the readiness of Postgres',
    async () => {
      if (server.exit) throw new Error(`Postgres did not start:\n${server.tail()}`);
      const client = new pg.Client(url);
      client.on('error', () => {});
      return client.connect().then(
        () => client.end().then(() => true),
        (error: { code?: string }) => {
          if (error.code === '28P01') throw new Error('Postgres refuses the password of this data folder');
          return undefined;
        },
      );
    },
    { timeoutMs: START_TIMEOUT_MS },
  ).catch(async (error: unknown) => {
    await stop(server);
    throw error;
  });
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'parley'");
    if (rowCount === 0) await client.query('create database parley');
  } finally {
    await client.end();
  }
}

/** SIGINT ends the sessions and writes everything down; SIGQUIT, for one that does not end, leaves that to the next start. */
async function stop(server: RunningProcess): Promise<void> {
  const impatient = setTimeout(() => server.kill('SIGQUIT'), STOP_GRACE_MS);
  await server.stop({ signal: 'SIGINT', graceMs: STOP_GRACE_MS + 5_000 });
  clearTimeout(impatient);
}
