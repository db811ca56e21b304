import { type Draft, draftOf, type EntryContext } from '../draft.js';
import type { ParallelEntry } from '../workflow.schema.js';
import { quoteOutputs } from './quote-outputs.js';

const instruction = `Bring together what several colleagues found, each on a part of its own, into one result that answers the request.
Use everything that matters, say each thing once, and do not invent what is missing. Where two contradict each other, say so.

The request: {{request}}`;

/** All branches at once, then one that brings their results together and is named like the block. */
export function expandParallel(entry: ParallelEntry & EntryContext): Draft[] {
  const branches = entry.branches.map((branch, index) =>
    draftOf(entry, branch, {
      name: `${entry.name}-${branch.name}`,
      task: branch.task,
      at: [...entry.path, 'branches', index],
      nameAt: [...entry.path, 'branches', index, 'name'],
    }),
  );
  const outputs = entry.branches.map(({ name }) => ({ title: name, phase: `${entry.name}-${name}` }));
  const aggregate = draftOf(entry, entry.aggregate, {
    name: entry.name,
    task: quoteOutputs(entry.aggregate.task ?? instruction, outputs),
    at: [...entry.path, 'aggregate'],
    dependsOn: branches.map(({ phase }) => phase.name),
  });
  return [...branches, aggregate];
}
