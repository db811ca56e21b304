import type * as Estimates from '../../apps/orchestrator/src/context/estimate-tokens.js';
import type * as Selection from '../../apps/orchestrator/src/context/select-context.js';
import { readDialogues } from './read-dialogues.ts';

/** The context's own code: from the source in specs, from dist in the benchmark. */
export type Code = Pick<typeof Selection, 'selectContext'> &
  Pick<typeof Estimates, 'estimateTokens' | 'tokensOfExchange'>;

export interface Measured {
  dialogue: string;
  ask: string;
  tokens: number;
  tokensOfLast: number;
  missing: string[];
  missingInLast: string[];
}

interface Said {
  task: string;
  answer: string;
}

const LAST = 5; // exchanges: ten messages
const BUDGET = 1_500;

/** What choosing the context takes and keeps for each question of the dialogues, beside the last ten messages. */
export function measureContext({ selectContext, estimateTokens, tokensOfExchange }: Code): Measured[] {
  const tokensOf = (exchanges: Said[]): number => exchanges.reduce((sum, each) => sum + tokensOfExchange(each), 0);
  return readDialogues().flatMap(({ name, turns: pairs, questions }) => {
    const turns = pairs.map(([task, answer], index) => ({ turnId: `${index}`, task, answer }));
    const last = turns.slice(-LAST);
    return questions.map(({ ask, facts }) => {
      const { history, summary } = selectContext({ turns, summary: null, text: ask, budgetTokens: BUDGET });
      return {
        dialogue: name,
        ask,
        tokens: tokensOf(history) + estimateTokens(summary),
        tokensOfLast: tokensOf(last),
        missing: missingFrom([...history, { task: summary, answer: '' }], facts),
        missingInLast: missingFrom(last, facts),
      };
    });
  });
}

/** The sums over all questions. */
export function totalOf(measured: Measured[]) {
  const sum = (pick: (each: Measured) => number): number => measured.reduce((total, each) => total + pick(each), 0);
  const [tokens, tokensOfLast] = [sum((each) => each.tokens), sum((each) => each.tokensOfLast)];
  return {
    questions: measured.length,
    tokens,
    tokensOfLast,
    savedShare: 1 - tokens / tokensOfLast,
    lost: sum(({ missing }) => missing.length),
    lostByLast: sum(({ missingInLast }) => missingInLast.length),
  };
}

function missingFrom(exchanges: Said[], facts: string[]): string[] {
  const said = exchanges.map(({ task, answer }) => `${task}\n${answer}`).join('\n');
  return facts.filter((fact) => !said.includes(fact));
}
