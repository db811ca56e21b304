import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { ConfigError } from '#libs/config';
import type { KnownAgents } from './known-agents.js';

const suffix = '.agent.md';

/**
 * The agents of a folder, for who checks workflows without the agents service. Whether the files are good is its affair.
 * @throws ConfigError when the folder cannot be read
 */
export function readAgentFiles(folder: string): KnownAgents {
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith(suffix));
    return new Map(
      files.map((file) => [file.slice(0, -suffix.length), outputOf(readFileSync(join(folder, file), 'utf8'))]),
    );
  } catch (cause) {
    throw new ConfigError(`AGENTS_DIR: ${folder} cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
}

function outputOf(text: string): string {
  const header = /^---\r?\n([^]*?)\r?\n---/.exec(text)?.[1] ?? '';
  const output = parseDocument(header).get('output');
  return typeof output === 'string' ? output : '';
}
