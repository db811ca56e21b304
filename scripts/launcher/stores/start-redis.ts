import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { LogFile } from '../processes/log-file.ts';
import { poll } from '../processes/poll.ts';
import { type RunningProcess, startProcess } from '../processes/start-process.ts';
import type { RedisServer } from './find-redis.ts';

export interface RedisOptions {
  server: RedisServer;
  /** Working folder (`<dir>/redis`). Nothing is kept in it: Redis holds only what can be rebuilt. */
  dir: string;
  port: number;
  pidFolder?: string;
  log?: LogFile;
}

export interface Redis {
  process: RunningProcess;
  port: number;
  url: string;
  stop(): Promise<void>;
}

/** Starts Redis without persistence and waits until it answers. */
export async function startRedis({ server, dir, port, pidFolder, log }: RedisOptions): Promise<Redis> {
  const folder = join(dir, 'redis');
  await mkdir(folder, { recursive: true });
  await server.clear?.(port);
  const args = server.args({ port, folder });
  const { command, argv0, env } = server;
  const running = await startProcess({ name: 'redis', command, argv0, args, env, cwd: folder, pidFolder, log });
  try {
    await poll('the readiness of Redis', () => {
      if (running.exit) throw new Error(`Redis did not start:\n${running.tail()}`);
      return ping(port);
    });
  } catch (error) {
    await running.stop();
    throw error;
  }
  const stop = async (): Promise<void> => void (await running.stop({ graceMs: 5_000 }));
  return { process: running, port, url: `redis://127.0.0.1:${port}`, stop };
}

/** Speaks just enough of the protocol to hear a PONG. */
function ping(port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const settle = (answer: true | undefined): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => settle(undefined));
    socket.once('error', () => settle(undefined));
    socket.once('data', (answer) => settle(answer.toString().startsWith('+PONG') ? true : undefined));
  });
}
