import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Compares k8s/dashboards with what scripts/dashboards would write, and names the files that differ.
 * @param {string} repo
 * @param {string} node path of a Node that runs TypeScript
 * @returns {Promise<string>}
 */
export async function findStaleDashboards(repo, node) {
  const script = join(repo, 'scripts', 'dashboards', 'generate.ts');
  return promisify(execFile)(node, ['--disable-warning=ExperimentalWarning', script, '--check']).then(
    () => '',
    ({ stdout, message }) => stdout || message,
  );
}
