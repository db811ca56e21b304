import { type ModelAnswer, type ModelRequest, repeatPerson } from './fake-model.ts';

/** A run of an agent for a phase, as the model sees it begin. */
export interface SeenRun {
  /** What `orderOf` made the request of the build say. */
  order: string;
  phase: string;
  revision: number;
  /** Of the wall clock, which Postgres shares. */
  at: number;
}

interface Part {
  type: string;
  text?: string;
  name?: string;
  content?: unknown;
  input?: { path?: string };
}

/** A request by which a build is known in what its agents are asked. */
export const orderOf = (order: string): string => `Build me a page, order ${order}.`;

/**
 * Plays the agents of builds for a model that is scripted: they write the files that their phase may write, publish when
 * they can, and hand in what their contract asks for, with one call an answer. Turns of people are repeated to them.
 * @param onRun told of each run that begins
 */
export function playBuilders(request: ModelRequest, onRun: (run: SeenRun) => void): ModelAnswer {
  const tools = (request['tools'] ?? []) as { name: string; input_schema: { properties: object } }[];
  const contract = tools.find(({ name }) => name === 'submit_result');
  if (!contract) return { kind: 'text', text: repeatPerson(request) };
  const parts = request.messages.flatMap(({ content }) =>
    typeof content === 'string' ? [{ type: 'text', text: content }] : (content as Part[]),
  );
  const asked = parts.map(({ text = '' }) => text).join('\n');
  const calls = parts.filter(({ type }) => type === 'tool_use');
  if (calls.length === 0) onRun(runOf(asked));
  const paths = /^Files that you may write: (.+)\.$/m.exec(asked)?.[1]?.split(', ') ?? [];
  const next = paths[calls.filter(({ name }) => name === 'write_file').length];
  if (next) return { kind: 'tool', name: 'write_file', input: { path: next, content: fileOf(next, runOf(asked)) } };
  if (tools.some(({ name }) => name === 'publish_site') && calls.length === 0)
    return { kind: 'tool', name: 'publish_site', input: {} };
  const url = /"url":\s*"([^"]+)"/.exec(parts.map(resultOf).join('\n'))?.[1];
  const known: Record<string, unknown> = { ...results, files: paths, url };
  const fields = Object.keys(contract.input_schema.properties).map((field) => [field, known[field]] as const);
  return { kind: 'tool', name: 'submit_result', input: Object.fromEntries(fields) };
}

function runOf(asked: string): SeenRun {
  const [, phase = '', revision = ''] = /^Phase of the build: (\S+), revision (\d+)\.$/m.exec(asked) ?? [];
  return { order: /\border (\w+)\b/.exec(asked)?.[1] ?? '', phase, revision: Number(revision), at: Date.now() };
}

const resultOf = ({ type, content }: Part): string =>
  type !== 'tool_result' ? '' : typeof content === 'string' ? content : JSON.stringify(content).replaceAll('\\"', '"');

const fileOf = (path: string, run: SeenRun): string =>
  path.endsWith('.html')
    ? `<!doctype html><html lang="en"><title>${run.order}</title><h1>Order ${run.order}</h1></html>`
    : JSON.stringify({ order: run.order, phase: run.phase, revision: run.revision });

/** Fields of the contracts; `files` and `url` are what was done. */
const results = { summary: 'Done as it was asked for.', text: 'One page.', agreements: [], disagreements: [] };
