import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startTimeOf } from '../../prepare/process-identity.mjs';
import { endOrphanedPostgres, postgresProcesses } from './end-orphaned-postgres.ts';
import { freePort } from './free-port.ts';
import { type Postgres, startPostgres } from './start-postgres.ts';

describe(endOrphanedPostgres.name, () => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-orphan-'));
  const cluster = join(dir, 'postgres');
  afterAll(async () => {
    await endOrphanedPostgres(cluster);
    rmSync(dir, { recursive: true });
  });

  async function start(): Promise<Postgres> {
    await chmod(dir, 0o755);
    return startPostgres({ dir, port: await freePort(), password: 'p', durable: true });
  }

  it('makes way for a new start on the same folder, which finds what was committed', async () => {
    const first = await start();
    const client = new pg.Client(first.adminUrl);
    client.on('error', () => {}); // its server is about to be ended
    await client.connect();
    await client.query('create table kept as select 42 as answer');
    await endOrphanedPostgres(cluster);
    expect(postgresProcesses(cluster)).toEqual([]);
    const second = await start();
    const again = new pg.Client(second.adminUrl);
    await again.connect();
    expect((await again.query('select answer from kept')).rows).toEqual([{ answer: 42 }]);
    await again.end();
  }, 60_000);

  it('ends the backends of a server that was killed', async () => {
    const [server] = postgresProcesses(cluster);
    process.kill(server!, 'SIGKILL');
    await endOrphanedPostgres(cluster);
    expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false);
    const again = await start();
    await again.stop();
  }, 60_000);

  it('leaves another program alone that has the pid of the lock', async () => {
    const other = spawn('sleep', ['60']);
    await once(other, 'spawn');
    mkdirSync(cluster, { recursive: true });
    writeFileSync(join(cluster, 'postmaster.pid'), `${other.pid}\n`);
    await endOrphanedPostgres(cluster);
    expect(startTimeOf(other.pid!)).toBeDefined();
    expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false);
    other.kill('SIGKILL');
  });
});
