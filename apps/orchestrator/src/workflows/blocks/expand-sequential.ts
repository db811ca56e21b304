import { type Draft, draftOf, type EntryContext } from '../draft.js';
import type { SequentialEntry } from '../workflow.schema.js';

/** Each step waits for the one before it. The last is named like the block: who depends on the block has its result. */
export function expandSequential(entry: SequentialEntry & EntryContext): Draft[] {
  const nameOf = (index: number) =>
    index === entry.steps.length - 1 ? entry.name : `${entry.name}-${entry.steps[index]!.name}`;
  return entry.steps.map((step, index) =>
    draftOf(entry, step, {
      name: nameOf(index),
      task: step.task,
      at: [...entry.path, 'steps', index],
      nameAt: [...entry.path, 'steps', index, 'name'],
      ...(index > 0 && { dependsOn: [nameOf(index - 1)] }),
    }),
  );
}
