import { type Command, commands } from './commands.js';

const longest = 64;
const bySlash = new Map(commands.map((command) => [`/${command.name}`, command]));
const byWord = new Map(commands.flatMap((command) => command.words.map((word) => [word, command])));
const byLooseWord = new Map(commands.flatMap((command) => command.looseWords.map((word) => [word, command])));

/**
 * The command that a whole message is, whatever its case and closing punctuation.
 * @param isFree whether no task and no question is open that a bare word may be about
 */
export function matchCommand(text: string, isFree = true): Command | undefined {
  if (text.length > longest) return undefined;
  const said = text
    .trim()
    .toLowerCase()
    .replace(/[\s.!¡]+$/u, '')
    .replace(/^¡/, '');
  if (said.startsWith('/')) return bySlash.get(said.split(/\s/, 1)[0]!);
  return byWord.get(said) ?? (isFree ? byLooseWord.get(said) : undefined);
}

export const commandNamed = (name: string): Command | undefined => bySlash.get(`/${name}`);
