/** Agents by name, each with the name of its output contract; empty for one that answers in words. */
export type KnownAgents = ReadonlyMap<string, string>;

/** As typeof says it; lists and objects are `other`. */
type Kind = 'string' | 'number' | 'boolean' | 'other';

const judgement = { passed: 'boolean', score: 'number', defects: 'other', summary: 'string' } as const;

/** What the output contracts of the agents give, by their names: conditions and templates are checked against it. */
export const outputFields: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  text: { text: 'string' },
  plan: {
    title: 'string',
    slug: 'string',
    kind: 'string',
    workflow: 'string',
    summary: 'string',
    sections: 'other',
    features: 'other',
    phases: 'other',
  },
  design: { summary: 'string', palette: 'other', fonts: 'other', layout: 'string', mood: 'string' },
  files: { summary: 'string', files: 'other' },
  review: judgement,
  deployment: { url: 'string', summary: 'string' },
  change: { policy: 'string', targets: 'other', summary: 'string' },
  synthesis: { summary: 'string', text: 'string', agreements: 'other', disagreements: 'other' },
};

/** The fields of an agent's output; undefined when they are not known. */
export function fieldsOf(agent: string, agents: KnownAgents | undefined): ReadonlyMap<string, Kind> | undefined {
  const contract = agents?.get(agent);
  const fields = contract === undefined ? undefined : outputFields[contract || 'text'];
  return fields && new Map(Object.entries(fields));
}
