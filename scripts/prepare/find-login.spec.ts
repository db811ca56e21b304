import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findLogin } from './find-login.mjs';

describe(findLogin.name, () => {
  const left = 'postgres://agents:secret@127.0.0.1:5433/parley';
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'login-'));
    file = join(folder, 'agents-login');
    writeFileSync(file, `${left}\n`);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('finds what the launcher left', () => {
    expect(findLogin(file, {})).toBe(left);
  });

  it('takes the login of the agents instead of that of the launcher to the same database', () => {
    expect(findLogin(file, { DATABASE_URL: 'postgres://admin:x@127.0.0.1:5433/parley' })).toBe(left);
  });

  it('goes where DATABASE_URL says when that is elsewhere, or when nothing runs here', () => {
    const elsewhere = 'postgres://agents:x@db.example:5432/parley';
    expect(findLogin(file, { DATABASE_URL: elsewhere })).toBe(elsewhere);
    expect(findLogin(join(folder, 'none'), { DATABASE_URL: elsewhere })).toBe(elsewhere);
    expect(findLogin(join(folder, 'none'), {})).toBeUndefined();
  });
});
