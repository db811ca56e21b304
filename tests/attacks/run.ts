/**
 * npm run test:attacks [-- --report attacks.md --only A07,A40]
 *
 * Plays every attack of the table against the real services and writes what came of each. The specs that it names run
 * whole, since some cases begin where others of their file have ended; a case that is named and did not run is a failure.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ATTACKS } from './attacks.ts';

const { values } = parseArgs({
  options: { report: { type: 'string', default: 'attacks.md' }, only: { type: 'string', default: '' } },
});
const wanted = new Set(values.only.split(',').filter(Boolean));
const played = ATTACKS.filter(({ id }) => wanted.size === 0 || wanted.has(id)).flatMap((attack) => attack.played);
const specs = [...new Set(played.map(({ spec }) => spec))];
const report = resolve(values.report);

const args = [
  '--maxWorkers=2',
  '--runTestsByPath',
  ...specs,
  '--reporters=default',
  `--reporters=${join(import.meta.dirname, 'attack-reporter.ts')}`,
];
const tests = join(import.meta.dirname, '..', '..', 'scripts', 'test.mjs');
const env = { ...process.env, ATTACKS: 'all', ATTACKS_ONLY: values.only, ATTACKS_REPORT: report };
const [code] = (await once(spawn(process.execPath, [tests, ...args], { stdio: 'inherit', env }), 'exit')) as [number];
process.stdout.write(`\n${report}\n`);
process.exitCode = code;
