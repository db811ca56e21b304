import { expandDebate } from './blocks/expand-debate.js';
import { expandPanel } from './blocks/expand-panel.js';
import { expandParallel } from './blocks/expand-parallel.js';
import { expandSequential } from './blocks/expand-sequential.js';
import { expandVerification } from './blocks/expand-verification.js';
import { type Draft, draftOf, type EntryContext } from './draft.js';
import type { Path } from './problem.js';
import type { Entry, PlainEntry, RunOptions, VerificationEntry } from './workflow.schema.js';

const standardReview = `Review what was made for this request. Read the files themselves: what is said of them is no evidence.
Look for what a person would notice first: something asked for that is missing or wrong, something that does not work, text in
the wrong language or invented facts, what is hard to read or cannot be used with a keyboard. Pass it only if you would send it
to the person as it is. Name each defect with its file and what exactly is wrong, so that it can be repaired without asking.

The request: {{request}}
Language: {{language}}
Changes asked for since: {{changes}}`;

/** The phases that one entry stands for. Names follow from the entry alone, and its result has the entry's name. */
export function expand(entry: Entry, path: Path): Draft[] {
  const block = { ...entry, path };
  if (!('pattern' in block)) return expandPlain(block);
  switch (block.pattern) {
    case 'sequential':
      return expandSequential(block);
    case 'parallel':
      return expandParallel(block);
    case 'debate':
      return expandDebate(block);
    case 'panel':
      return expandPanel(block);
    case 'verification':
      return expandVerificationEntry(block);
  }
}

function expandPlain(entry: PlainEntry & EntryContext): Draft[] {
  const { path, review, approval, effect, name, begins_with: beginsWith } = entry;
  const own = draftOf(entry, entry, { name: review ? `${name}-draft` : name, task: entry.task, at: path });
  const draft = { ...own, phase: { ...own.phase, approval, effect, ...(beginsWith && { beginsWith }) } };
  if (!review) return [draft];
  return expandVerification(entry, {
    make: draft,
    check: {
      options: readOnly(entry, review.agent),
      task: review.task ?? standardReview,
      at: [...path, 'review'],
    },
    fix: { options: entry, at: path },
    rounds: review.rounds,
    word: 'review',
  });
}

function expandVerificationEntry(entry: VerificationEntry & EntryContext): Draft[] {
  const { path, name, make, check, fix, rounds } = entry;
  const repairer = fix ?? make;
  if (!repairer) return [];
  return expandVerification(entry, {
    ...(make && { make: draftOf(entry, make, { name: `${name}-make`, task: make.task, at: [...path, 'make'] }) }),
    check: { options: check, task: check.task, at: [...path, 'check'] },
    fix: {
      options: repairer,
      at: [...path, fix ? 'fix' : 'make'],
      ...(fix?.task !== undefined && { task: fix.task }),
    },
    rounds,
    word: 'check',
  });
}

/** A reviewer reads what the phase may have written, and writes nothing. */
const readOnly = ({ timeout_s, silent_s, attempts, cache, writes }: RunOptions, agent: string): RunOptions => ({
  agent,
  timeout_s,
  silent_s,
  attempts,
  cache,
  reads: writes,
  writes: [],
});
