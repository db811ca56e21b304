import { type Draft, draftOf, type EntryContext } from '../draft.js';
import type { Path } from '../problem.js';
import type { RunOptions } from '../workflow.schema.js';
import type { Version } from '../workflow.js';
import { quoteOutputs } from './quote-outputs.js';

const repair = `Repair what the review found, the most severe first, and nothing else: what nobody objected to stays as it is. Read the files
before you change them. If a finding is wrong, leave it and say why in your summary.

The request: {{request}}`;

export interface Verification {
  /** None: what the entry depends on is checked. */
  make?: Draft;
  check: { options: RunOptions; task: string; at: Path; taskAt?: Path };
  fix: { options: RunOptions; task?: string; at: Path };
  rounds: number;
  /** What the rounds are called: `check` in a verification, `review` where a phase asks for one. */
  word: 'check' | 'review';
}

/**
 * check, fix, check, fix… check, for as long as it does not pass and rounds are left. Whatever the last round did, the
 * loop ends with the version that was rated best, in a phase that is named like the block.
 */
export function expandVerification(entry: EntryContext, verification: Verification): Draft[] {
  const { make, check, fix, rounds, word } = verification;
  const drafts: Draft[] = make ? [make] : [];
  const workers = make ? [make.phase.name] : [];
  const versions: Version[] = [];
  for (let round = 1; round <= rounds + 1; round++) {
    const before = drafts.at(-1)?.phase.name;
    const reviewed = `${entry.name}-${word}-${round}`;
    const unlessPassed = { phase: `${entry.name}-${word}-${round - 1}`, field: 'passed', equals: false };
    drafts.push(
      draftOf(entry, check.options, {
        name: reviewed,
        task:
          before === undefined
            ? check.task
            : quoteOutputs(check.task, [{ title: 'What was done, in the words of who did it', phase: before }]),
        at: check.at,
        ...(check.taskAt && { taskAt: check.taskAt }),
        ...(before !== undefined && { dependsOn: [before] }),
        ...(round > 1 && { when: unlessPassed }),
        independentOf: [...workers],
      }),
    );
    versions.push({ phase: before ?? reviewed, review: reviewed });
    if (round > rounds) break;
    const findings = quoteOutputs(fix.task ?? repair, [
      { title: 'What the review found', phase: reviewed, field: 'defects' },
      { title: 'Its summary', phase: reviewed, field: 'summary' },
      ...(make ? [{ title: 'What was made', phase: versions.at(-1)!.phase }] : []),
    ]);
    const repaired = `${entry.name}-fix-${round}`;
    workers.push(repaired);
    drafts.push(
      draftOf(entry, fix.options, {
        name: repaired,
        task: findings,
        at: fix.at,
        dependsOn: [reviewed],
        when: { phase: reviewed, field: 'passed', equals: false },
      }),
    );
  }
  const last = drafts.at(-1)!.phase;
  const chosen = draftOf(
    entry,
    { ...check.options, reads: [], attempts: 1, cache: false },
    { name: entry.name, task: '', at: check.at, dependsOn: [last.name] },
  );
  return [...drafts, { ...chosen, phase: { ...chosen.phase, writes: [], choose: versions } }];
}
