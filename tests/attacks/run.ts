/**
 * npm run test:attacks [-- --report attacks.md --only A07,A40]
 *
 * Plays every attack of the table against the real services and writes what came of each. Only the cases that an attack
 * names run, from whatever spec they stand in; a case that is named and did not run is a failure.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '../../scripts/checking/run-tests.mjs';
import { ATTACKS } from './attacks.ts';
import { toPattern } from './cases.ts';

const { values } = parseArgs({
  options: { report: { type: 'string', default: 'attacks.md' }, only: { type: 'string', default: '' } },
});
const wanted = new Set(values.only.split(',').filter(Boolean));
const played = ATTACKS.filter(({ id }) => wanted.size === 0 || wanted.has(id)).flatMap((attack) => attack.played);
const specs = [...new Set(played.map(({ spec }) => spec))];
const titles = [...new Set(played.flatMap(({ cases }) => cases))].map((title) => toPattern(title).source);
const report = resolve(values.report);

process.env['ATTACKS'] = 'all';
process.env['ATTACKS_ONLY'] = values.only;
process.env['ATTACKS_REPORT'] = report;
const { failed } = await runTests([
  '--maxWorkers=2',
  '--runTestsByPath',
  ...specs,
  `--testNamePattern=${titles.map((title) => `(?:${title})`).join('|')}`,
  '--reporters=default',
  `--reporters=${join(import.meta.dirname, 'attack-reporter.ts')}`,
]);
process.stdout.write(`\n${report}\n`);
process.exitCode = failed === 0 ? 0 : 1;
