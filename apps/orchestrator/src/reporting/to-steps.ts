import { stepOf } from './build-text.js';
import { isEnded, type ShownPhase } from './shown-phase.js';

export interface Step {
  title: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'stopped';
}

/**
 * Phases as a person thinks of them: the rounds of a review are one step, and one that nobody needed is none. In the order of
 * the workflow.
 */
export function toSteps(phases: readonly ShownPhase[], language: string): Step[] {
  const groups = Map.groupBy(phases, ({ block, name }) => block ?? name);
  const taken = new Set<string>();
  return [...groups].flatMap(([name, members]) => {
    const needed = members.filter(({ state }) => state !== 'skipped');
    if (needed.length === 0) return [];
    const known = stepOf(members[0]!.agent, language);
    const title = known && !taken.has(known) ? known : spoken(name);
    taken.add(title);
    return [{ title, state: stateOf(needed) }];
  });
}

function stateOf(phases: readonly ShownPhase[]): Step['state'] {
  const has = (state: ShownPhase['state']) => phases.some((phase) => phase.state === state);
  if (has('failed')) return 'failed';
  if (has('cancelled')) return 'stopped';
  if (phases.every(isEnded)) return 'done';
  return has('running') || has('ready') || phases.some(isEnded) ? 'running' : 'waiting';
}

const spoken = (name: string): string => name.replace(/[-_]+/g, ' ').slice(0, 40);
