import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { numberedSecrets } from './numbered-secrets.js';
import { ConfigError } from './read-config.js';

describe(numberedSecrets, () => {
  it('takes any number of them in the order of their numbers, over gaps, and nothing that only looks like one', () => {
    const env = { KEY: 'one', KEY_10: 'ten', KEY_3: 'three', KEY_OLD: 'old', KEY_2: ' ', KEY_1: 'first?', KEYS: 'x' };
    expect(numberedSecrets('KEY', env).map(({ text }) => text)).toEqual(['one', 'three', 'ten']);
  });

  it('names the file of one that comes from a file, and lets a variable win over it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    const path = join(folder, 'key');
    writeFileSync(path, 'mounted\n');
    expect(numberedSecrets('KEY', { KEY_FILE: path, KEY_2: 'set', KEY_2_FILE: path })).toEqual([
      { name: 'KEY', text: 'mounted', path },
      { name: 'KEY_2', text: 'set' },
    ]);
    rmSync(folder, { recursive: true });
    expect(() => numberedSecrets('KEY', { KEY_2_FILE: path })).toThrow(ConfigError);
  });
});
