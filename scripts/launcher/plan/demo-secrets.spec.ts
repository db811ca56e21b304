import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InstallationSecret } from './demo-secrets.ts';

describe(InstallationSecret.name, () => {
  const folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'parley-secret-')));
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

  it('derives the same again at the next start, and something else in another installation', () => {
    const [first, again, other] = [folders[0]!, folders[0]!, folders[1]!].map((folder) =>
      new InstallationSecret(folder).demoSecrets(),
    );
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(new Set(Object.values(first!)).size).toBe(3);
  });

  it('makes a token for operators that none of the others gives away', () => {
    const secret = new InstallationSecret(folders[0]!);
    expect(secret.consoleToken()).toMatch(/^[0-9a-f]{24}$/);
    expect(new InstallationSecret(folders[0]!).consoleToken()).toBe(secret.consoleToken());
    expect(Object.values(secret.demoSecrets()).join()).not.toContain(secret.consoleToken());
  });

  it('is readable to its owner only', () => {
    expect(statSync(join(folders[0]!, 'secret')).mode & 0o777).toBe(0o600);
  });
});
