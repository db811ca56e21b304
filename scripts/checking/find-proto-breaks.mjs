import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Compares the contracts with those of the main branch, as its remote has it or else as it is here.
 * @param {string} repo
 * @param {(name: string, ...args: string[]) => Promise<string>} tool
 */
export async function findProtoBreaks(repo, tool) {
  /** @param {string[]} args */
  const git = (...args) =>
    execFileSync('git', args, { cwd: repo, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const base = ['origin/main', 'main'].find((ref) => exists(() => git('rev-parse', '--verify', `${ref}:buf.yaml`)));
  if (!base) return ''; // a copy without history has nothing to be compatible with
  const folder = mkdtempSync(join(tmpdir(), 'parley-contracts-'));
  try {
    for (const path of git('ls-tree', '-r', '--name-only', base, 'proto', 'buf.yaml').trim().split('\n')) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), git('show', `${base}:${path}`));
    }
    return await tool('buf', 'breaking', '--against', folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {() => unknown} ask */
function exists(ask) {
  try {
    ask();
    return true;
  } catch {
    return false;
  }
}
