import { type Draft, draftOf, type EntryContext } from '../draft.js';
import type { PanelEntry } from '../workflow.schema.js';
import { quoteOutputs } from './quote-outputs.js';

const instruction = `Several experts answered the same question without knowing of each other. Write the one answer that serves the person best.
Weigh arguments, not votes. Keep what they agree on, name where they differ and what the difference depends on, and do not
smooth over a warning that only one of them gave.

The request: {{request}}`;

/** Experts who answer the same question, none knowing of another, and one synthesis, which is named like the block. */
export function expandPanel(entry: PanelEntry & EntryContext): Draft[] {
  const experts = entry.experts.map((expert, index) =>
    draftOf(entry, expert, {
      name: `${entry.name}-${expert.name}`,
      task: expert.expertise === undefined ? entry.question : `${entry.question}\n\nYou answer as: ${expert.expertise}`,
      at: [...entry.path, 'experts', index],
      nameAt: [...entry.path, 'experts', index, 'name'],
      taskAt: [...entry.path, 'question'],
    }),
  );
  const names = experts.map(({ phase }) => phase.name);
  const synthesis = draftOf(entry, entry.synthesis, {
    name: entry.name,
    task: quoteOutputs(
      entry.synthesis.task ?? instruction,
      entry.experts.map(({ name }) => ({ title: name, phase: `${entry.name}-${name}` })),
    ),
    at: [...entry.path, 'synthesis'],
    dependsOn: names,
  });
  return [...experts, synthesis];
}
