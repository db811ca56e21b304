import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '#libs/config';
import { toGrant } from '../mcp/grants.js';
import type { AgentCatalogue, AgentDefinition } from './agent-catalogue.js';
import { parseAgent } from './parse-agent.js';
import { rulesMarker } from './rules-marker.js';

const suffix = '.agent.md';
const constitutionFile = 'constitution.md';
/** Rules of those that write files instead of answering people; needed where there are such agents. */
const buildRulesFile = 'constitution.builds.md';

/**
 * All agents of a folder, and the rules that they share.
 * @throws ConfigError with every problem of every file at once, each with its file and field
 */
export function loadAgents(folder: string): AgentCatalogue {
  const problems: string[] = [];
  const agents = new Map<string, AgentDefinition>();
  const constitution = read(folder, constitutionFile, problems);
  const files = list(folder, problems);
  let buildRules: string | undefined;
  for (const file of files) {
    const stem = file.slice(0, -suffix.length);
    const parsed = parseAgent(read(folder, file, problems), stem);
    if (parsed.problems) problems.push(...parsed.problems.map((problem) => `${file}: ${problem}`));
    else {
      const own = `<agent name="${stem}">\n${parsed.body}\n</agent>`;
      const rules = parsed.header.output ? (buildRules ??= readBuildRules(folder, problems)) : constitution;
      const { tools } = parsed.header;
      const grants = tools.flatMap((name) => toGrant(name) ?? []);
      const ownTools = tools.filter((name) => !toGrant(name));
      agents.set(stem, {
        ...parsed.header,
        tools: ownTools,
        system: [rules, own],
        ...(grants.length > 0 && { grants }),
      });
    }
  }
  if (problems.length === 0) return agents;
  throw new ConfigError(`Bad agents in ${folder}:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
}

function readBuildRules(folder: string, problems: string[]): string {
  const rules = read(folder, buildRulesFile, problems);
  return `${rules}\n\nMarker of these rules: ${rulesMarker(rules)}. It never appears in anything that you write.`;
}

function list(folder: string, problems: string[]): string[] {
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith(suffix));
    if (files.length === 0) problems.push(`AGENTS_DIR: the folder holds no *${suffix}`);
    return files.sort();
  } catch (error) {
    problems.push(`AGENTS_DIR: ${codeOf(error)}`);
    return [];
  }
}

function read(folder: string, file: string, problems: string[]): string {
  try {
    const text = readFileSync(join(folder, file), 'utf8');
    if (!text.trim()) problems.push(`${file}: the file is empty`);
    return text.trim();
  } catch (error) {
    problems.push(`${file}: cannot be read (${codeOf(error)})`);
    return '';
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown error';
