import type { PhaseOutcome } from '../../builds/phase-outcome.js';
import type { Phase } from '../../workflows/workflow.js';
import { WorkspaceMerger } from './merge-workspaces.js';

/**
 * The merger for a phase that begins. Each outcome knows what it began with, so the graph is that of what really ran:
 * phases that were skipped, and plans that were changed on the way, make no difference.
 */
export function mergerFor(
  { name, choose }: Pick<Phase, 'name' | 'choose'>,
  outputs: Readonly<Record<string, PhaseOutcome>>,
) {
  const names = Object.keys(outputs);
  const earlier = names.sort().map((one) => ({
    name: one,
    dependsOn: (outputs[one]!.trail?.after ?? []).filter((other) => Object.hasOwn(outputs, other)),
  }));
  earlier.sort((a, b) => a.dependsOn.length - b.dependsOn.length); // a topological order: who knows more comes later
  return new WorkspaceMerger([...earlier, { name, dependsOn: names, ...(choose && { choose }) }], outputs);
}
