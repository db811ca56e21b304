import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Progress } from '../prepare/progress.mjs';
import { findDrift } from './find-drift.mjs';
import { findStaleDashboards } from './find-stale-dashboards.mjs';
import { findStaleMetrics } from './find-stale-metrics.mjs';
import { findProtoBreaks } from './find-proto-breaks.mjs';
import { repo, setUp } from './set-up.mjs';

const run = promisify(execFile);

/**
 * What each check says against the code, as text; an empty text is a pass.
 * @type {[string, (tool: (name: string, ...args: string[]) => Promise<string>, node: string) => Promise<string>][]}
 */
const CHECKS = [
  ['types', (tool) => tool('tsc', '--noEmit', '-p', 'tsconfig.json')],
  ['types of the scripts', (tool) => tool('tsc', '-p', 'scripts/tsconfig.json')],
  [
    'types of the phone',
    (tool) =>
      existsSync(join(repo, 'tsconfig.phone.json'))
        ? tool('tsc', '--noEmit', '-p', 'tsconfig.phone.json')
        : Promise.resolve(''),
  ],
  ['types of the console', (tool) => tool('tsc', '-p', 'tsconfig.console.json')],
  ['lint', (tool) => tool('eslint', '.', '--max-warnings', '0')],
  ['format', (tool) => tool('prettier', '--check', '--log-level', 'warn', '.')],
  ['import boundaries', (tool) => tool('depcruise', 'apps', 'libs', '--output-type', 'err')],
  ['contracts', (tool) => tool('buf', 'lint')],
  ['contracts stay compatible', (tool) => findProtoBreaks(repo, tool)],
  ['generated code is current', () => findDrift(repo)],
  ['list of metrics is current', (_, node) => findStaleMetrics(repo, node)],
  ['dashboards are current', (_, node) => findStaleDashboards(repo, node)],
];

/** @returns {Promise<boolean>} whether all of them pass */
export async function runChecks() {
  const progress = new Progress();
  const node = await setUp(progress, { builds: false });
  const bin = join(repo, 'node_modules', '.bin');
  const env = { ...process.env, PATH: [bin, dirname(node), process.env.PATH].join(delimiter) };
  /** @type {(name: string, ...args: string[]) => Promise<string>} */
  const tool = (name, ...args) =>
    run(join(bin, name), args, { cwd: repo, env, maxBuffer: 64 * 1024 * 1024 }).then(
      () => '',
      ({ stdout, stderr, message }) => `${stdout}${stderr}`.trim() || message,
    );
  const complaints = [];
  for (const [label, check] of CHECKS) {
    const complaint = await progress
      .step(label, async () => {
        const text = await check(tool, node);
        if (text) throw new Error(text);
      })
      .then(
        () => '',
        (error) => `\n── ${label} ──\n${error.message}\n`,
      );
    complaints.push(complaint);
  }
  process.stderr.write(complaints.join(''));
  return complaints.every((text) => text === '');
}
