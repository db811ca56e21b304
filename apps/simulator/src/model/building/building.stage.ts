import type { Block, JsonObject, MessageRequest, Turn } from '../wire/message-request.js';
import { playAgent } from './play-agent.js';

const contracts: Record<string, string[]> = {
  plan: ['title', 'slug', 'kind', 'workflow', 'summary', 'sections', 'features'],
  design: ['summary', 'palette', 'fonts', 'layout', 'mood'],
  files: ['summary', 'files'],
  review: ['passed', 'score', 'defects', 'summary'],
  deployment: ['url', 'summary'],
  change: ['policy', 'targets', 'summary'],
  synthesis: ['summary', 'text', 'agreements', 'disagreements'],
};

const fileTools = ['list_files', 'read_file', 'write_file', 'patch_file', 'delete_file', 'search_files'];

export interface Run {
  agent: string;
  output: keyof typeof contracts;
  task: string;
  language?: string;
  writes?: string[];
  tools?: string[];
  maxTokens?: number;
}

export interface Played {
  result: JsonObject;
  calls: { name: string; input: JsonObject; isError: boolean }[];
  said: string[];
}

/** Plays an agent to its end on these files, which it changes, with tools that answer as the agents service does. */
export function playOn(files: Map<string, string>, run: Run, answers: Record<string, object> = {}): Played {
  const request = toRequest(files, run);
  const played: Played = { result: {}, calls: [], said: [] };
  for (let round = 0; round < 20; round += 1) {
    const move = playAgent(request);
    if (!move) throw new Error(`No agent answers for ${run.agent}`);
    played.said.push(move.say);
    if (move.calls.length === 0) return played;
    const uses: Block[] = [];
    const results: Block[] = [];
    for (const { name, input } of move.calls) {
      const id = `toolu_${played.calls.length}`;
      const answer = name === 'submit_result' ? { ok: true } : (answers[name] ?? perform(files, name, input));
      const isError = 'error' in answer;
      played.calls.push({ name, input, isError });
      if (name === 'submit_result') played.result = input;
      uses.push({ type: 'tool_use', id, name, input });
      results.push({ type: 'tool_result', tool_use_id: id, content: JSON.stringify(answer), is_error: isError });
    }
    if (move.calls.some(({ name }) => name === 'submit_result')) return played;
    request.messages.push({ role: 'assistant', content: uses }, { role: 'user', content: results });
  }
  throw new Error(`${run.agent} never ends: ${played.calls.map(({ name }) => name).join(' ')}`);
}

function perform(files: Map<string, string>, name: string, { path, content, find, replace }: JsonObject): object {
  const file = String(path);
  const before = files.get(file);
  switch (name) {
    case 'list_files':
      return { files: [...files].map(([one, text]) => ({ path: one, bytes: text.length })) };
    case 'read_file':
      return before === undefined ? { error: 'not_found' } : { path: file, content: before };
    case 'write_file':
      files.set(file, String(content));
      return { path: file };
    case 'patch_file':
      if (before?.split(String(find)).length !== 2) return { error: 'not_once' };
      files.set(
        file,
        before.replace(String(find), () => String(replace)),
      );
      return { path: file };
    default:
      return { error: 'unknown_tool' };
  }
}

export function toRequest(files: ReadonlyMap<string, string>, run: Run): MessageRequest & { messages: Turn[] } {
  const { agent, output, task, language = 'en', writes, tools = [], maxTokens = 32_000 } = run;
  const listing = [...files].map(([path, text]) => `${path} (${text.length} bytes)`).join('\n') || 'No files yet.';
  const may =
    writes?.length === 0 ? 'You may write no files.' : `Files that you may write: ${(writes ?? ['**']).join(', ')}.`;
  const properties = Object.fromEntries(contracts[output]!.map((field) => [field, {}]));
  return {
    model: 'claude-haiku-5-5',
    max_tokens: maxTokens,
    system: `The rules.\n<agent name="${agent}">\nYou work on builds.\n</agent>`,
    messages: [
      {
        role: 'user',
        content: [
          {
            type: 'text',
            text: `<context>\nLanguage of the person, for all that people will read: ${language}.\n${may}\n</context>`,
          },
          { type: 'text', text: `<workspace>\n${listing}\n</workspace>` },
          { type: 'text', text: task },
        ],
      },
    ],
    tools: [
      ...[...fileTools, 'send_message', ...tools].map((name) => ({
        name,
        input_schema: { type: 'object', properties: {} },
      })),
      { name: 'submit_result', input_schema: { type: 'object', properties } },
    ],
  };
}

const asData = (name: string, value: string): string => `<data name="${name}">${value}</data>`;

export interface Wish {
  request: string;
  language: string;
  /** By the agent whose work they touch. */
  changes?: { designer?: string[]; content?: string[]; frontend?: string[] };
}

/** The phases that make files, in their order, as the workflow for a whole site words them. */
export function buildSite(
  { request, language, changes = {} }: Wish,
  files = new Map<string, string>(),
): Map<string, string> {
  const asked = (who: keyof typeof changes) =>
    asData('changes', (changes[who] ?? []).map((text) => `- ${text}`).join('\n'));
  const given = `The request: ${asData('request', request)}`;
  const plan = playOn(files, {
    agent: 'planner',
    output: 'plan',
    language,
    writes: [],
    task: `Plan the site.\n\n${given}\nLanguage: ${language}`,
  }).result;
  const kind = `Kind: ${asData('outputs.plan.kind', String(plan.kind))}`;
  playOn(files, {
    agent: 'designer',
    output: 'design',
    language,
    writes: ['design.json'],
    task: `Design it.\n\n${given}\n${kind}\nChanges: ${asked('designer')}`,
  });
  playOn(files, {
    agent: 'content',
    output: 'files',
    language,
    writes: ['content.json'],
    task: `Write all texts.\n\n${given}\n${kind}\nChanges: ${asked('content')}`,
  });
  playOn(files, {
    agent: 'frontend',
    output: 'files',
    language,
    writes: ['*.html', 'styles.css', 'app.js', 'assets/**'],
    task: `Build the site. A colleague writes api.js, which sets window.store.\n\n${kind}\nChanges: ${asked('frontend')}`,
  });
  playOn(files, {
    agent: 'backend',
    output: 'files',
    language,
    writes: ['data.json', 'api.js'],
    task: `Write the data side.\n\n${kind}\n${given}`,
  });
  return files;
}
