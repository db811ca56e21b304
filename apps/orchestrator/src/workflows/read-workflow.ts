import type { z } from 'zod';
import { checkDrafts } from './check-drafts.js';
import type { Draft } from './draft.js';
import { expand } from './expand.js';
import type { KnownAgents } from './known-agents.js';
import type { FileProblem, Path, Problem } from './problem.js';
import { type Entry, patternSchemas, plainSchema, workflowSchema } from './workflow.schema.js';
import type { Workflow } from './workflow.js';
import { versionOf } from './workflow-version.js';
import { YamlSource } from './yaml-source.js';

export type ReadWorkflow = { workflow: Workflow; problems?: undefined } | { problems: FileProblem[] };

/** Reads a file of YAML into phases. All problems come at once, each at its line and column, in the order of the file. */
export function readWorkflow(file: string, text: string, agents: KnownAgents | undefined): ReadWorkflow {
  const source = new YamlSource(file, text);
  if (source.mistakes.length > 0) return { problems: source.mistakes };
  const { workflow, problems } = toWorkflow(source.value, agents);
  if (workflow) return { workflow };
  const located = problems.map((problem) => source.locate(problem));
  const distinct = new Map(located.map((problem) => [JSON.stringify(problem), problem]));
  return { problems: [...distinct.values()].sort((one, other) => one.line - other.line || one.column - other.column) };
}

type Checked = { workflow: Workflow; problems?: undefined } | { workflow?: undefined; problems: Problem[] };

/** Reads what a file, or anybody else, defines. */
export function toWorkflow(value: unknown, agents: KnownAgents | undefined): Checked {
  const frame = workflowSchema.safeParse(value ?? {});
  const problems = toProblems(frame.error, []);
  const entries = entriesOf(value).map((entry, index) => readEntry(entry, ['phases', index]));
  problems.push(...entries.flatMap((entry) => entry.problems));
  const drafts = entries.flatMap((entry) => entry.drafts);
  const unread = new Set(entries.flatMap(({ unreadName }) => unreadName ?? []));
  problems.push(...checkDrafts(drafts, { agents, unread }));
  if (problems.length > 0 || !frame.success) return { problems };
  const { name, title } = frame.data;
  const definition = { name, title, phases: drafts.map(({ phase }) => phase) };
  return { workflow: { ...definition, version: versionOf(definition) } };
}

function entriesOf(value: unknown): unknown[] {
  const phases = typeof value === 'object' && value !== null && 'phases' in value ? value.phases : undefined;
  return Array.isArray(phases) ? phases.slice(0, 40) : [];
}

interface ReadEntry {
  drafts: Draft[];
  problems: Problem[];
  /** The name of an entry that cannot be read otherwise. */
  unreadName?: string;
}

function readEntry(value: unknown, path: Path): ReadEntry {
  const fields: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  const schema = schemaOf(fields.pattern);
  const unreadName = typeof fields.name === 'string' ? { unreadName: fields.name } : {};
  if (!schema) {
    const message = `there is no such pattern; there are ${Object.keys(patternSchemas).join(', ')}`;
    return { drafts: [], problems: [{ path: [...path, 'pattern'], message }], ...unreadName };
  }
  const parsed: z.ZodSafeParseResult<Entry> = schema.safeParse(value);
  if (parsed.success) return { drafts: expand(parsed.data, path), problems: [] };
  return { drafts: [], problems: toProblems(parsed.error, path), ...unreadName };
}

function schemaOf(pattern: unknown) {
  if (pattern === undefined) return plainSchema;
  const name = Object.keys(patternSchemas).find((known) => known === pattern);
  return name && patternSchemas[name as keyof typeof patternSchemas];
}

function toProblems(error: z.ZodError | undefined, base: Path): Problem[] {
  return (error?.issues ?? []).flatMap((issue): Problem[] => {
    const path = [...base, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...path, key], message: `unknown field "${key}"`, isField: true }));
    }
    const name = issue.path.at(-1);
    return [{ path, message: typeof name === 'string' ? `${name}: ${issue.message}` : issue.message }];
  });
}
