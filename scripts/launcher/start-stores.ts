import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import type { Progress } from '../prepare/progress.mjs';
import { SettingsError } from './plan/choose-apis.ts';
import { LogFile } from './processes/log-file.ts';
import { type Crash, SupervisedProcess } from './processes/supervised-process.ts';
import { findRedis } from './stores/find-redis.ts';
import { freePort, isPortFree } from './stores/free-port.ts';
import { startPostgres } from './stores/start-postgres.ts';
import { startRedis } from './stores/start-redis.ts';

export interface StoreContext {
  dataFolder: string;
  env: NodeJS.ProcessEnv;
  progress: Progress;
  onCrash: (crash: Crash) => boolean;
  onRestart: (name: string) => void;
  /** Told of each process as soon as it exists, so that it is stopped whatever happens next. */
  onProcess: (process: SupervisedProcess) => void;
}

/** The person's own Redis, or one that is kept alive here. */
export async function provideRedis({
  dataFolder,
  env,
  progress,
  onCrash,
  onRestart,
  onProcess,
}: StoreContext): Promise<string> {
  const given = env['REDIS_URL'];
  if (given) {
    if (!(await answers(given))) progress.note('REDIS_URL does not answer now; Parley works without Redis, but slower');
    return given;
  }
  const server = await findRedis(dataFolder, (line) => progress.note(line));
  const port = await rememberedPort(dataFolder, 'redis');
  const log = new LogFile(join(dataFolder, 'logs', 'redis.log'));
  const start = () => startRedis({ server, dir: dataFolder, port, pidFolder: join(dataFolder, 'pids'), log });
  const redis = new SupervisedProcess({
    name: 'redis',
    onRestart: () => onRestart('redis'),
    start: async () => (await start()).process,
    onCrash,
    graceMs: 5_000,
  });
  onProcess(redis);
  await redis.start();
  return `redis://127.0.0.1:${port}`;
}

/** The person's own Postgres, or one that is kept alive here; its address is that of a login that may make roles. */
export async function providePostgres(context: StoreContext, password: string): Promise<string> {
  const { dataFolder, env, onCrash, onRestart, onProcess } = context;
  if (env['DATABASE_URL']) return requireLogin(env['DATABASE_URL']);
  const port = await rememberedPort(dataFolder, 'postgres');
  const log = new LogFile(join(dataFolder, 'logs', 'postgres.log'));
  let adminUrl = '';
  const start = async () => {
    const postgres = await startPostgres({
      dir: dataFolder,
      port,
      password,
      durable: true,
      pidFolder: join(dataFolder, 'pids'),
      log,
    });
    adminUrl = postgres.adminUrl;
    return postgres.process;
  };
  const postgres = new SupervisedProcess({
    name: 'postgres',
    onRestart: () => onRestart('postgres'),
    start,
    onCrash,
    stopSignal: 'SIGINT',
    graceMs: 20_000,
  });
  onProcess(postgres);
  await postgres.start();
  return adminUrl;
}

/** @throws SettingsError when nobody can log in with it */
async function requireLogin(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return url;
  } catch (cause) {
    throw new SettingsError(`DATABASE_URL does not work: ${(cause as Error).message}`, { cause });
  }
}

/** The port of the last start when it is free, so that a database client keeps its settings. */
async function rememberedPort(dataFolder: string, name: string): Promise<number> {
  const path = join(dataFolder, 'ports.json');
  const ports = readPorts(path);
  const last = ports[name];
  if (last !== undefined && (await isPortFree(last))) return last;
  const port = await freePort();
  writeFileSync(path, JSON.stringify({ ...readPorts(path), [name]: port }));
  return port;
}

function readPorts(path: string): Partial<Record<string, number>> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Partial<Record<string, number>>;
  } catch {
    return {}; // the first start
  }
}

function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port) || 6379, hostname);
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(3_000, () => settle(false));
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
