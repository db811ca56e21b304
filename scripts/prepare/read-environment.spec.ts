import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from './read-environment.mjs';

describe(readEnvironment.name, () => {
  const repo = mkdtempSync(join(tmpdir(), 'parley-env-'));
  afterAll(() => rmSync(repo, { recursive: true }));

  it('is the environment of the process when there is no .env', () => {
    expect(readEnvironment(repo, { A: '1' })).toEqual({ A: '1' });
  });

  it('lets the process win over the file, even with an empty value', () => {
    writeFileSync(join(repo, '.env'), '# a comment\nPORT=8080\nA=file\nB="quoted # text"\nexport C=3\n');
    expect(readEnvironment(repo, { A: 'process', PORT: '' })).toEqual({
      A: 'process',
      PORT: '',
      B: 'quoted # text',
      C: '3',
    });
  });
});
