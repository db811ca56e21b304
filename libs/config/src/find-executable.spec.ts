import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findExecutable } from './find-executable.js';

describe(findExecutable, () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-path-'));
  const before = process.env['PATH'];
  beforeAll(() => {
    process.env['PATH'] = ['/no/such/folder', '', folder].join(delimiter);
    for (const name of ['second', 'text']) writeFileSync(join(folder, name), '');
    chmodSync(join(folder, 'second'), 0o755);
    chmodSync(join(folder, 'text'), 0o644);
  });
  afterAll(() => {
    process.env['PATH'] = before;
    rmSync(folder, { recursive: true });
  });

  it('gives the first name that stands on the PATH', () => {
    expect(findExecutable(['first', 'second'])).toBe(join(folder, 'second'));
  });

  it('gives nothing for what is no program or not there', () => {
    expect(findExecutable(['text', 'third'])).toBeUndefined();
  });
});
