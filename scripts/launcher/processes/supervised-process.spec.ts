import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, startTimeOf } from '../../prepare/process-identity.mjs';
import { endLeftovers } from './end-leftovers.ts';
import { findLeftovers, writePidFile } from './pid-file.ts';
import { poll } from './poll.ts';
import { startProcess } from './start-process.ts';
import { type Crash, SupervisedProcess } from './supervised-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-processes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (name: string, code: string) =>
  startProcess({ name, command: process.execPath, args: ['-e', code], env: {}, pidFolder: join(folder, 'pids') });
const FOREVER = 'setInterval(() => {}, 1000);';
const DEAF = `process.on('SIGTERM', () => {}); process.stdout.write('ready'); ${FOREVER}`;

describe(SupervisedProcess.name, () => {
  const crashes: Crash[] = [];
  const supervise = (code: string, options: { restarts?: boolean; graceMs?: number } = {}): SupervisedProcess => {
    crashes.length = 0;
    const { restarts = true, graceMs = 5_000 } = options;
    const onCrash = (crash: Crash): boolean => crashes.push(crash) > 0 && restarts;
    return new SupervisedProcess({ name: 'app', start: () => run('app', code), onCrash, graceMs });
  };

  it('is started again when it is killed', async () => {
    const app = supervise(FOREVER);
    await app.start();
    const first = app.pid!;
    process.kill(first, 'SIGKILL');
    const second = await poll('a new process', () =>
      app.pid !== undefined && app.pid !== first ? app.pid : undefined,
    );
    expect(startTimeOf(second)).toBeDefined();
    expect(crashes).toMatchObject([{ name: 'app', exit: { signal: 'SIGKILL' }, failures: 1, nextStartMs: 250 }]);
    await app.stop();
    expect(startTimeOf(second)).toBeUndefined();
  });

  it('waits longer after each failure in a row, and says what it heard last', async () => {
    const app = supervise("console.error('no luck'); process.exit(3)");
    await app.start();
    await poll('the third failure', () => (crashes.length >= 3 ? true : undefined));
    await app.stop();
    expect(crashes.slice(0, 3)).toMatchObject([{ nextStartMs: 250 }, { nextStartMs: 500 }, { nextStartMs: 1_000 }]);
    expect(crashes[0]).toMatchObject({ exit: { code: 3 }, tail: 'no luck' });
  });

  it('is left alone when another start is of no use', async () => {
    const app = supervise('process.exit(78)', { restarts: false });
    await app.start();
    await poll('its end', () => (crashes.length === 1 ? true : undefined));
    expect(app.pid).toBeUndefined();
    await app.stop();
    expect(crashes).toHaveLength(1);
  });

  it('does not count as a failure when it is replaced or stopped', async () => {
    const app = supervise(FOREVER);
    await app.start();
    const first = app.pid;
    await app.replace();
    expect(app.pid).not.toBe(first);
    await app.stop();
    expect(crashes).toEqual([]);
  });

  it('is one process when it is replaced while it waits for its next start', async () => {
    let code = 'process.exit(1)';
    const pids: number[] = [];
    crashes.length = 0;
    const start = () => run('app', code).then((running) => (pids.push(running.pid), running));
    const app = new SupervisedProcess({
      name: 'app',
      start,
      onCrash: (crash) => crashes.push(crash) > 0,
      graceMs: 5_000,
    });
    await app.start();
    await poll('a wait of two seconds', () => (crashes.length === 4 ? true : undefined));
    code = FOREVER;
    await app.replace();
    await new Promise((resolve) => setTimeout(resolve, crashes[3]!.nextStartMs + 200));
    expect(pids).toHaveLength(5);
    await app.stop();
  });

  it('is ended when it does not end by itself in its time', async () => {
    const app = supervise(DEAF, { graceMs: 200 });
    await app.start();
    const pid = app.pid!;
    await poll('its readiness', () => (app.tail() === 'ready' ? true : undefined));
    await app.stop();
    expect(startTimeOf(pid)).toBeUndefined();
  });
});

describe(endLeftovers.name, () => {
  it('ends what was written down and still runs, and forgets the rest', async () => {
    const left = await run('gateway', FOREVER);
    const deaf = await run('redis', FOREVER);
    writePidFile(join(folder, 'pids'), 'agents', 999_999);
    expect(
      findLeftovers(join(folder, 'pids'))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['gateway', 'redis']);
    expect((await endLeftovers(folder)).sort()).toEqual(['gateway', 'redis']);
    await Promise.all([left.exited, deaf.exited]);
    expect(readdirSync(join(folder, 'pids'))).toEqual([]);
  });

  it('leaves a process alone that only has the pid of one that was written down', async () => {
    const other = await run('other', FOREVER);
    writePidFile(join(folder, 'pids'), 'gateway', other.pid);
    const record = { pid: other.pid, startTime: 'an earlier time' };
    expect(isRunning(record)).toBe(false);
    await other.stop();
  });
});
