import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '#libs/config';
import { type IntentName, isIntentName } from './own-intents.js';

export interface Utterance {
  intent: IntentName;
  text: string;
  language: string;
}

const line = z.strictObject({
  intent: z.string().refine(isIntentName, 'unknown intent'),
  text: z.string().trim().min(1).max(300),
});

/**
 * The labelled texts of a folder, `<language>.jsonl` each.
 * @throws ConfigError naming file and line of everything that is wrong
 */
export function readUtterances(folder: string): Utterance[] {
  const problems: string[] = [];
  const utterances: Utterance[] = [];
  for (const file of filesOf(folder)) {
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .forEach((text, index) => {
        if (text.trim() === '') return;
        const read = readLine(text);
        if (read) utterances.push({ ...read, language: file.replace('.jsonl', '') });
        else problems.push(`${file}:${index + 1}: expected {"intent", "text"} with a known intent`);
      });
  }
  if (utterances.length === 0) problems.push('no utterances in it');
  if (problems.length > 0) throw new ConfigError(`UTTERANCES_DIR ${folder}:\n  - ${problems.join('\n  - ')}`);
  return utterances;
}

/** A third is kept for measuring, chosen by the text alone: adding a line moves no other. Nothing else may be learnt from. */
export const isHeldOut = ({ text }: Utterance): boolean => createHash('sha256').update(text).digest()[0]! % 3 === 0;

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.jsonl'))
      .sort();
  } catch (cause) {
    throw new ConfigError(`UTTERANCES_DIR: ${folder} cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
}

function readLine(text: string): Omit<Utterance, 'language'> | undefined {
  try {
    const { data } = line.safeParse(JSON.parse(text));
    return data;
  } catch {
    return undefined; // no JSON: said with the line's number
  }
}
