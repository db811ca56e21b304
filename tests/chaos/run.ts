/**
 * npm run test:chaos [-- --only F06,F12 --tier C --seed 123 --report file.md]
 *
 * Plays the scenarios and the controls of scenarios.ts, prints a line for each and a report as
 * Markdown, and ends with 1 when a promise was not kept.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Result, Theatre } from './play-scenario.ts';
import { scenarios } from './scenarios.ts';
import { toReport } from './to-report.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    tier: { type: 'string' },
    seed: { type: 'string' },
    report: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
const only = values.only?.split(',');
const unknown = only?.filter((id) => !scenarios.some((scenario) => scenario.id === id)) ?? [];
if (unknown.length > 0 || !Number.isSafeInteger(seed)) {
  process.stderr.write(`There is no scenario ${unknown.join(', ')}, or no such seed.\n`);
  process.exit(2);
}
const chosen = scenarios.filter(({ id, tier }) => (only ? only.includes(id) : !values.tier || tier === values.tier));

process.stdout.write(`seed ${seed}\n`);
const theatre = new Theatre(seed);
const results: Result[] = [];
for (const scenario of chosen) {
  const result = await theatre.play(scenario);
  results.push(result);
  const { outcome, seconds, evidence, says } = result;
  process.stdout.write(
    `${scenario.id} ${scenario.title}: ${outcome} (${seconds.toFixed(0)} s) ${JSON.stringify(evidence)} ${says.join('; ')}\n`,
  );
  if (values.report) writeFileSync(values.report, toReport(results, seed)); // what was seen survives a run that is ended
}
await theatre.close();
process.stdout.write(`\n${toReport(results, seed)}`);
process.exit(results.some(({ outcome }) => outcome === 'failed') ? 1 : 0); // connections of the drivers are kept alive
