/**
 * npm run bench:context: what choosing the context costs and keeps, against the last ten messages, on scripted dialogues.
 * Tokens are the local estimate on both sides, so only their ratio says something.
 */
import { type Code, measureContext, totalOf } from './measure-context.ts';

const built = new URL('../../dist/apps/orchestrator/src/context/', import.meta.url);
const load = (file: string): Promise<Code> => import(new URL(file, built).href) as Promise<Code>;

const measured = measureContext({ ...(await load('select-context.js')), ...(await load('estimate-tokens.js')) });
process.stdout.write('dialogue       chosen  last 10  question\n');
for (const { dialogue, ask, tokens, tokensOfLast, missing, missingInLast } of measured) {
  const row = [dialogue.padEnd(14), `${tokens}`.padStart(5), `${tokensOfLast}`.padStart(7), ` ${ask}`];
  const lost = [missing, missingInLast].map((facts) => facts.join(', ') || 'nothing');
  process.stdout.write(`${row.join(' ')}\n${' '.repeat(31)}lost: ${lost[0]}; by the last ten: ${lost[1]}\n`);
}
const { questions, tokens, tokensOfLast, savedShare, lost, lostByLast } = totalOf(measured);
process.stdout.write(
  `\n${questions} questions: ${tokens} tokens chosen, ${tokensOfLast} in the last ten messages (${Math.round(100 * savedShare)} % fewer); ` +
    `facts lost: ${lost} chosen, ${lostByLast} by the last ten\n`,
);
