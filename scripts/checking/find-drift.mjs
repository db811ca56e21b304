import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const GENERATED = join('libs', 'contracts', 'src', 'gen');

/**
 * Generates the code of the contracts anew, beside the repository, and names the files that differ.
 * @param {string} repo
 * @returns {Promise<string>}
 */
export async function findDrift(repo) {
  const copy = mkdtempSync(join(tmpdir(), 'parley-generated-'));
  try {
    for (const path of ['proto', 'buf.yaml', 'buf.gen.yaml', 'scripts/generate.mjs', GENERATED]) {
      cpSync(join(repo, path), join(copy, path), { recursive: true });
    }
    symlinkSync(join(repo, 'node_modules'), join(copy, 'node_modules'));
    await promisify(execFile)(process.execPath, ['scripts/generate.mjs'], { cwd: copy });
    const [committed, generated] = [readAll(join(repo, GENERATED)), readAll(join(copy, GENERATED))];
    const paths = new Set([...committed.keys(), ...generated.keys()]);
    const different = [...paths].filter((path) => committed.get(path) !== generated.get(path));
    return different.length === 0 ? '' : `run "npm run generate"; these differ:\n${different.join('\n')}`;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** @param {string} folder */
function readAll(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  return new Map(files.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
