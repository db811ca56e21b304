import * as controls from './plays/controls.ts';
import type { Scenario } from './scenario.ts';

const tier = 'C';

/** What the oracle must find: each takes away one rule, and a harness that sees nothing then sees nothing at all. */
export const negativeControls: readonly Scenario[] = [
  {
    id: 'N1',
    title: 'No unique index on the inbox',
    fault: 'DROP CONSTRAINT, then the same webhook again',
    holds: 'found: doubled',
    tier,
    mustFind: ['doubled'],
    by: { play: controls.withoutDeduplication, spoils: true },
  },
  {
    id: 'N2',
    title: 'A send is repeated on any error',
    fault: 'the answer is lost, the request sent again',
    holds: 'found: doubled',
    tier,
    mustFind: ['doubled'],
    by: { play: controls.blindRetry },
  },
  {
    id: 'N3',
    title: 'Postgres forgets what it acknowledged',
    fault: 'synchronous_commit = off',
    holds: 'services refuse to start',
    tier,
    by: { spec: 'tests/resilience/lose-a-store.spec.ts', tests: 'must not run without its safety' },
  },
  {
    id: 'N4',
    title: 'Writes without the epoch of the claim',
    fault: 'the condition is rewritten on the wire, a zombie wakes up',
    holds: 'found: doubled',
    tier,
    mustFind: ['doubled'],
    by: { play: controls.withoutFencing, spoils: true },
  },
  {
    id: 'N5',
    title: '200 before the commits',
    fault: 'something answers in front of a gateway that is dead',
    holds: 'found: lost',
    tier,
    mustFind: ['lost'],
    by: { play: controls.answeredTooEarly },
  },
  {
    id: 'N6',
    title: 'A lapsed send is due again',
    fault: 'UPDATE … SET state = pending after a crash',
    holds: 'found: doubled',
    tier,
    mustFind: ['doubled'],
    by: { play: controls.resentByTimer, spoils: true },
  },
  {
    id: 'N7',
    title: 'A send is repeated after a pause alone',
    fault: 'unknown becomes pending',
    holds: 'found: doubled',
    tier,
    by: { spec: 'tests/resilience/uncertain-sends.spec.ts', tests: 'without its protocol' },
  },
  {
    id: 'N8',
    title: 'No look at the lease before the POST',
    fault: '-',
    holds: 'found: doubled',
    tier,
    by: {
      skipped:
        'the look is inside the process; apps/notifier/src/protocol/protocol-model.spec.ts shows what its absence costs',
    },
  },
  {
    id: 'N9',
    title: '"This conversation is due" is not stored',
    fault: 'a trigger takes it away',
    holds: 'found: lost',
    tier,
    mustFind: ['lost'],
    by: { play: controls.dueIsForgotten, spoils: true },
  },
  {
    id: 'N10',
    title: 'A claim that does not look at earlier messages',
    fault: 'the condition is rewritten on the wire',
    holds: 'found: out of order',
    tier,
    mustFind: ['outOfOrder'],
    by: { play: controls.withoutHeadOfLine, spoils: true },
  },
  {
    id: 'N11',
    title: 'The fault is not there',
    fault: 'none',
    holds: 'found: nothing happened',
    tier,
    mustFind: ['nothing happened'],
    by: { play: controls.withoutFault },
  },
];
