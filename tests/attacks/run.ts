/**
 * npm run test:attacks [-- --report attacks.md --only A07,A40]
 *
 * Plays every attack of the table against the real services and writes what came of each. Only the cases that an attack
 * names run, from whatever spec they stand in; a case that is named and did not run is a failure.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
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

const args = [
  '--maxWorkers=2',
  '--runTestsByPath',
  ...specs,
  `--testNamePattern=${titles.map((title) => `(?:${title})`).join('|')}`,
  '--reporters=default',
  `--reporters=${join(import.meta.dirname, 'attack-reporter.ts')}`,
];
const tests = join(import.meta.dirname, '..', '..', 'scripts', 'test.mjs');
const env = { ...process.env, ATTACKS: 'all', ATTACKS_ONLY: values.only, ATTACKS_REPORT: report };
const [code] = (await once(spawn(process.execPath, [tests, ...args], { stdio: 'inherit', env }), 'exit')) as [number];
process.stdout.write(`\n${report}\n`);
process.exitCode = code;
