import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseDataFolder } from './data-folder.mjs';

describe(chooseDataFolder.name, () => {
  const repo = mkdtempSync(join(tmpdir(), 'parley-data-'));
  const env = { DATABASE_URL: 'postgres://given' }; // then it does not matter who may enter the folder
  afterAll(() => rmSync(repo, { recursive: true }));

  it('takes .parley in the repository, or PARLEY_HOME', () => {
    expect(chooseDataFolder(repo, env)).toEqual({ folder: join(repo, '.parley') });
    expect(chooseDataFolder(repo, { ...env, PARLEY_HOME: 'elsewhere' })).toEqual({ folder: join(repo, 'elsewhere') });
  });

  it('takes another folder and says so when that one cannot be written', () => {
    writeFileSync(join(repo, 'file'), '');
    const { folder, note } = chooseDataFolder(repo, { ...env, PARLEY_HOME: 'file/below' });
    expect(note).toBe(`${join(repo, 'file/below')} cannot be written; data goes to ${folder}`);
    expect(existsSync(folder)).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
