import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { register } from 'prom-client';
import { ModelKeys } from './model-keys.js';

describe(ModelKeys.name, () => {
  let folder: string;
  let nowMs = 0;
  let opened: ModelKeys[] = [];
  const lines: unknown[] = [];
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const open = (second: string) => {
    const sources = [
      { name: 'ANTHROPIC_API_KEY', text: 'first' },
      { name: 'ANTHROPIC_API_KEY_2', text: second },
    ];
    const keys = new ModelKeys(sources, () => nowMs);
    opened.push(keys);
    return keys;
  };

  beforeAll(() => {
    const keep = (line: unknown) => void lines.push(line);
    Logger.overrideLogger({ log: keep, error: keep, warn: keep });
  });
  beforeEach(() => {
    register.resetMetrics();
    lines.length = 0;
    folder = mkdtempSync(join(tmpdir(), 'keys-'));
  });
  afterEach(() => {
    opened.forEach((keys) => keys.onApplicationShutdown());
    opened = [];
    rmSync(folder, { recursive: true });
  });

  it('uses the first key until it is refused, then the next for a while', async () => {
    const keys = open('second');
    expect(keys.current()).toBe('first');
    await keys.refuse('first', 401);
    expect(keys.current()).toBe('second');
    nowMs += 5 * 60_000;
    expect(keys.current()).toBe('first');
  });

  it('goes on with the one that was refused first when there is no other', async () => {
    const keys = open('second');
    await keys.refuse('first', 401);
    nowMs += 1_000;
    await keys.refuse('second', 403);
    expect(keys.current()).toBe('first');
    expect(keys.counts()).toEqual({ usable: 0, set_aside: 2 });
  });

  it('says which key was refused and counts it, without the key', async () => {
    const keys = open('second');
    await keys.refuse('first', 401);
    await keys.refuse('first', 401);
    expect(lines).toEqual([expect.objectContaining({ key: 'ANTHROPIC_API_KEY', status: 401 })]);
    expect(JSON.stringify(lines)).not.toMatch(/first|second/);
    const metrics = await register.metrics();
    expect(metrics).toContain('model_key_refusals_total{status="401"} 1');
    expect(metrics).toContain('model_keys{state="set_aside"} 1');
    expect(metrics).not.toMatch(/first|second/);
  });

  it('reads a file again after Kubernetes has swapped the folder behind it, and takes several keys from one', async () => {
    for (const [version, text] of [
      ['..2026_1', 'old\n'],
      ['..2026_2', 'new\nother\n'],
    ] as const) {
      mkdirSync(join(folder, version));
      write(join(version, 'key'), text);
    }
    symlinkSync('..2026_1', join(folder, '..data'));
    symlinkSync(join('..data', 'key'), join(folder, 'key'));
    const keys = new ModelKeys([{ name: 'ANTHROPIC_API_KEY', path: join(folder, 'key'), text: 'old' }]);
    opened.push(keys);
    const watcher = jest.fn();
    keys.whenChanged(watcher);
    await keys.reread();
    expect(watcher).not.toHaveBeenCalled();
    symlinkSync('..2026_2', join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    rmSync(join(folder, '..2026_1'), { recursive: true });
    await keys.reread();
    expect(keys.current()).toBe('new');
    expect(keys.counts().usable).toBe(2);
    expect(watcher).toHaveBeenCalledTimes(1);
  });

  it('finds the key that has replaced a refused one at once', async () => {
    write('key', 'new');
    const keys = new ModelKeys([{ name: 'ANTHROPIC_API_KEY', path: join(folder, 'key'), text: 'revoked' }]);
    opened.push(keys);
    await keys.refuse('revoked', 401);
    expect(keys.current()).toBe('new');
    expect(keys.counts()).toEqual({ usable: 1, set_aside: 0 });
  });

  it('keeps its keys while a file is empty or gone, and says so once', async () => {
    write('key', ' \n');
    const keys = new ModelKeys([{ name: 'ANTHROPIC_API_KEY', path: join(folder, 'key'), text: 'kept' }]);
    opened.push(keys);
    await keys.reread();
    rmSync(join(folder, 'key'));
    await keys.reread();
    expect(keys.current()).toBe('kept');
    expect(lines).toHaveLength(1);
  });
});
