import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFile } from './log-file.ts';

describe(LogFile.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-log-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('keeps itself and one older file of the size that it may have', () => {
    const path = join(folder, 'deep', 'x.log');
    const log = new LogFile(path, 10);
    for (const line of ['first----\n', 'second---\n', 'third----\n']) log.write(Buffer.from(line));
    log.close();
    expect(readFileSync(path, 'utf8')).toBe('third----\n');
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('second---\n');
  });

  it('goes on where an earlier start ended', () => {
    const path = join(folder, 'y.log');
    for (const line of ['one\n', 'two\n']) {
      const log = new LogFile(path, 100);
      log.write(Buffer.from(line));
      log.close();
    }
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
    expect(existsSync(`${path}.1`)).toBe(false);
  });
});
