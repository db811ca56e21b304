import { parseDocument } from 'yaml';
import { type AgentHeader, agentHeaderSchema } from './agent.schema.js';

const longestBody = 50_000;

export type ParsedAgent =
  | { header: AgentHeader; body: string; problems?: undefined }
  /** Each names the field it is about. */
  | { problems: string[] };

/** Reads one agent: YAML between two lines of `---`, then the prompt as Markdown. */
export function parseAgent(text: string, stem: string): ParsedAgent {
  const parts = /^\ufeff?---\r?\n([^]*?)\r?\n---[ \t]*(?:\r?\n([^]*))?$/.exec(text);
  if (!parts) return { problems: ['front matter: expected YAML between two lines of ---'] };
  const document = parseDocument(parts[1]!);
  const mistakes = document.errors.map(({ message }) => `front matter: ${message.split('\n')[0]!}`);
  if (mistakes.length > 0) return { problems: mistakes };
  const body = (parts[2] ?? '').trim();
  const header = agentHeaderSchema.safeParse(document.toJS() ?? {});
  const problems = (header.error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.') || 'front matter'}: ${message}`,
  );
  if (header.success && header.data.name !== stem) problems.push(`name: expected ${stem}, as the file is called`);
  if (!body) problems.push('body: the prompt is missing');
  if (body.length > longestBody) problems.push(`body: expected at most ${longestBody} characters`);
  return header.success && problems.length === 0 ? { header: header.data, body } : { problems };
}
