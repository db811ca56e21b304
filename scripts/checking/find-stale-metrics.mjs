import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeMetrics } from '../documenting/describe-metrics.mjs';

/**
 * Compares docs/metrics.md with what the services register now, and names the rows that differ.
 * @param {string} repo
 * @param {string} node
 * @returns {Promise<string>}
 */
export async function findStaleMetrics(repo, node) {
  const committed = readFileSync(join(repo, 'docs', 'metrics.md'), 'utf8').split('\n');
  const current = (await describeMetrics(repo, node)).split('\n');
  const [known, said] = [new Set(committed), new Set(current)];
  const gone = committed.filter((line) => !said.has(line)).map((line) => `- ${line}`);
  const added = current.filter((line) => !known.has(line)).map((line) => `+ ${line}`);
  const differences = [...gone, ...added];
  return differences.length === 0 ? '' : `run "npm run metrics"; these differ:\n${differences.join('\n')}`;
}
