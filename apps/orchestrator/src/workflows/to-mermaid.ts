import type { Phase, Workflow } from './workflow.js';

/** The phases as a Mermaid flowchart: dotted arrows carry a condition, diamonds choose, slanted boxes wait for a person. */
export function toMermaid({ title, phases }: Workflow): string {
  const blocks = Map.groupBy(phases, (phase) => phase.block ?? phase.name);
  const nodes = [...blocks].flatMap(([block, members]) =>
    members.length === 1
      ? [`  ${nodeOf(members[0]!)}`]
      : [`  subgraph ${block}-block [${block}]`, ...members.map((phase) => `    ${nodeOf(phase)}`), '  end'],
  );
  return [
    '---',
    `title: ${JSON.stringify(title)}`,
    '---',
    'flowchart TD',
    ...nodes,
    ...phases.flatMap(edgesOf),
    '',
  ].join('\n');
}

function nodeOf({ name, agent, choose, approval, effect }: Phase): string {
  if (choose) return `${idOf(name)}{"${name}<br/>best version"}`;
  const label = `"${name}<br/>${agent}"`;
  if (approval) return `${idOf(name)}[/${label}/]`;
  return effect === 'external' ? `${idOf(name)}[[${label}]]` : `${idOf(name)}[${label}]`;
}

const edgesOf = ({ name, dependsOn, when }: Phase): string[] =>
  dependsOn.map((from) =>
    when?.phase === from
      ? `  ${idOf(from)} -. "${when.field} = ${String(when.equals).replaceAll('"', "'")}" .-> ${idOf(name)}`
      : `  ${idOf(from)} --> ${idOf(name)}`,
  );

/** `end` and others are words of Mermaid. */
const idOf = (name: string): string => `p-${name}`;
