import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { releaseLock, takeLock, withLock } from './lock.mjs';
import { isRunning, startTimeOf } from './process-identity.mjs';

describe('the lock of a data folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-lock-'));
  const lock = join(folder, 'lock');
  const write = (owner: object): void => writeFileSync(lock, JSON.stringify(owner));
  afterEach(() => rmSync(lock, { force: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is ours when nobody has it, until it is released', () => {
    expect(takeLock(lock)).toBeUndefined();
    expect(takeLock(lock)).toMatchObject({ pid: process.pid });
    releaseLock(lock);
    expect(takeLock(lock)).toBeUndefined();
  });

  it('stays with another process that runs', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(other, 'spawn');
    write({ pid: other.pid, startTime: startTimeOf(other.pid!) });
    expect(takeLock(lock)).toMatchObject({ pid: other.pid });
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(takeLock(lock)).toBeUndefined();
  });

  it('is taken from a pid that by now is another process', () => {
    write({ pid: process.pid, startTime: 'at some other time' });
    expect(takeLock(lock)).toBeUndefined();
  });

  it('is taken when it cannot be read', () => {
    writeFileSync(lock, 'half a lo');
    expect(takeLock(lock)).toBeUndefined();
  });

  it('is not released by who does not own it', () => {
    write({ pid: 1, startTime: startTimeOf(1) });
    releaseLock(lock);
    expect(takeLock(lock)).toMatchObject({ pid: 1 });
  });

  it('lets work wait for the work of another', async () => {
    const order: string[] = [];
    let finish = (): void => {};
    const first = withLock(
      lock,
      () => new Promise<void>((resolve) => (finish = resolve)),
      () => {},
    );
    const second = withLock(
      lock,
      async () => void order.push('second'),
      () => order.push('waits'),
    );
    order.push('first');
    finish();
    await Promise.all([first, second]);
    expect(order).toEqual(['waits', 'first', 'second']);
  });
});

describe(isRunning.name, () => {
  it('is false for a process that never ran with this start time', () => {
    expect(isRunning({ pid: process.pid, startTime: startTimeOf(process.pid) })).toBe(true);
    expect(isRunning({ pid: process.pid, startTime: 'never' })).toBe(false);
    expect(isRunning({ pid: process.pid })).toBe(false);
  });
});
