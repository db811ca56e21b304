import type { Draft } from './draft.js';
import { fieldsOf, type KnownAgents } from './known-agents.js';
import { ancestorsOf, cyclesOf } from './phase-graph.js';
import type { Problem } from './problem.js';
import { plainVariables, type Variable, variablesOf } from './template.js';
import { phaseNameSchema } from './workflow.schema.js';
import type { Phase } from './workflow.js';

const mostPhases = 100;

export interface CheckContext {
  /** Undefined while nobody knows them: then nothing is said of agents. */
  agents: KnownAgents | undefined;
  /** Entries that cannot be read: what depends on them is not blamed for it. */
  unread: ReadonlySet<string>;
}

/** Everything that is wrong with the phases of a workflow beyond their form, in the order of the definition. */
export function checkDrafts(drafts: readonly Draft[], context: CheckContext): Problem[] {
  const phases = new Map<string, Draft>();
  const problems: Problem[] = [];
  for (const draft of drafts) {
    problems.push(...checkName(draft, phases));
    if (!phases.has(draft.phase.name)) phases.set(draft.phase.name, draft);
  }
  const ancestors = ancestorsOf([...phases.values()].map(({ phase }) => phase));
  problems.push(...findKnots(phases, ancestors));
  if (phases.size > mostPhases) {
    problems.push({
      path: ['phases'],
      message: `it expands to ${phases.size} phases; at most ${mostPhases} are allowed`,
    });
  }
  for (const draft of drafts) {
    const reach = { phases, ancestors: ancestors.get(draft.phase.name) ?? new Set<string>(), ...context };
    problems.push(
      ...checkTimes(draft),
      ...checkAgents(draft, reach),
      ...checkDependencies(draft, reach),
      ...checkCondition(draft, reach),
      ...checkTemplate(draft, reach),
    );
  }
  return problems;
}

interface Reach extends CheckContext {
  phases: ReadonlyMap<string, Draft>;
  /** All that the phase depends on. */
  ancestors: ReadonlySet<string>;
}

function checkName({ phase: { name }, at }: Draft, before: ReadonlyMap<string, Draft>): Problem[] {
  if (before.has(name)) return [{ path: at.name, message: `there is another phase "${name}"` }];
  if (phaseNameSchema.safeParse(name).success) return [];
  return [{ path: at.name, message: `it expands to the phase "${name}", whose name is longer than 40 characters` }];
}

/** Cycles, and the phases that never start because they wait for one. */
function findKnots(phases: ReadonlyMap<string, Draft>, ancestors: ReadonlyMap<string, Set<string>>): Problem[] {
  const cycles = cyclesOf([...phases.values()].map(({ phase }) => phase));
  const named = cycles.map((cycle) => ({ cycle, name: [...cycle, cycle[0]!].join(' → ') }));
  const problems = named.map(({ cycle, name }): Problem => {
    const { at } = phases.get(cycle[0]!)!;
    return { path: [...at.entry, 'depends_on'], message: `cycle: ${name}`, words: cycle[1] ?? cycle[0]! };
  });
  for (const [name, { at }] of phases) {
    const waits = ancestors.get(name)!;
    if (waits.has(name)) continue;
    const knot = named.find(({ cycle }) => waits.has(cycle[0]!));
    if (knot) problems.push({ path: at.name, message: `unreachable: "${name}" waits for the cycle ${knot.name}` });
  }
  return problems;
}

function checkTimes({ phase, at }: Draft): Problem[] {
  if (phase.silentMs <= phase.timeoutMs) return [];
  return [{ path: [...at.agent.slice(0, -1), 'silent_s'], message: 'silent_s is longer than timeout_s' }];
}

function checkAgents({ phase, at, independentOf = [] }: Draft, { agents, phases }: Reach): Problem[] {
  if (agents && !agents.has(phase.agent)) return [{ path: at.agent, message: `there is no agent "${phase.agent}"` }];
  if (!independentOf.some((name) => phases.get(name)?.phase.agent === phase.agent)) return [];
  return [{ path: at.agent, message: `"${phase.agent}" would judge its own work: name another agent` }];
}

function checkDependencies({ phase, at }: Draft, { phases, unread }: Reach): Problem[] {
  return phase.dependsOn
    .filter((name) => !phases.has(name) && !unread.has(name))
    .map((name) => ({
      path: [...at.entry, 'depends_on'],
      message: `"${phase.block ?? phase.name}" depends on "${name}", which does not exist`,
      words: name,
    }));
}

function checkCondition({ phase, at }: Draft, reach: Reach): Problem[] {
  const { when } = phase;
  if (!when) return [];
  const path = [...at.entry, 'when'];
  const missing = whyOutOfReach(phase, when.phase, reach);
  if (missing !== undefined) return [{ path: [...path, 'phase'], message: `its condition is about ${missing}` }];
  const fields = outputFields(when.phase, reach);
  if (!fields) return [];
  const kind = fields.get(when.field);
  const wanted = typeof when.equals;
  if (kind === wanted) return [];
  const what = kind === undefined ? `has no field "${when.field}"` : `gives no ${wanted} in "${when.field}"`;
  return [
    { path: [...path, 'field'], message: `unreachable: the output of "${when.phase}" ${what}, so it would never run` },
  ];
}

function checkTemplate({ phase, at }: Draft, reach: Reach): Problem[] {
  return variablesOf(phase.task).flatMap((variable) => {
    const message = whyBadVariable(phase, variable, reach);
    return message === undefined ? [] : [{ path: at.task, message, words: variable.words }];
  });
}

function whyBadVariable(phase: Phase, { words, expression, output }: Variable, reach: Reach): string | undefined {
  if (words === '{{') return 'a template variable is not closed: expected {{name}}';
  if (!output) {
    if (plainVariables.some((name) => name === expression)) return undefined;
    const known = [...plainVariables, 'outputs.<phase>', 'outputs.<phase>.<field>'].join(', ');
    const shown = /^[\w.-]{1,60}$/.test(expression) ? ` "${expression}"` : ' like this';
    return `there is no variable${shown}; there are ${known}`;
  }
  const missing = whyOutOfReach(phase, output.phase, reach);
  if (missing !== undefined) return `{{${expression}}} is about ${missing}`;
  if (output.field === undefined) return undefined;
  const fields = outputFields(output.phase, reach);
  if (!fields || fields.has(output.field)) return undefined;
  return `the output of "${output.phase}" has no field "${output.field}"; it has ${[...fields.keys()].join(', ')}`;
}

/** Why a phase cannot know the output of another, as the end of a sentence. */
function whyOutOfReach(phase: Phase, other: string, { phases, ancestors, unread }: Reach): string | undefined {
  if (ancestors.has(other) && phases.has(other)) return undefined;
  if (unread.has(other) || [...ancestors].some((name) => unread.has(name))) return undefined;
  if (!phases.has(other)) return `"${other}", which does not exist`;
  if (other === phase.name) return 'itself';
  return `"${other}", on which "${phase.name}" does not depend`;
}

/** A phase that chooses gives what the chosen version gave, with the words of its review over it. */
function outputFields(name: string, { phases, agents }: Reach): ReturnType<typeof fieldsOf> {
  const { agent, choose } = phases.get(name)?.phase ?? { agent: '' };
  if (!choose) return fieldsOf(agent, agents);
  const parts = choose
    .flatMap(({ phase, review }) => [phase, review])
    .map((part) => fieldsOf(phases.get(part)?.phase.agent ?? '', agents));
  return parts.some((part) => part === undefined) ? undefined : new Map(parts.flatMap((part) => [...part!]));
}
