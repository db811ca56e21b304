import { type Command, commands } from './commands.js';

const bySlash = new Map(commands.map((command) => [`/${command.name}`, command]));
const byWord = new Map(commands.flatMap((command) => command.synonyms.map((word) => [word, command])));

/** The command that a whole message is, whatever its case and closing punctuation. */
export function matchCommand(text: string): Command | undefined {
  if (text.length > 64) return undefined;
  const said = text
    .trim()
    .toLowerCase()
    .replace(/[\s.!¡]+$/u, '')
    .replace(/^¡/, '');
  return said.startsWith('/') ? bySlash.get(said.split(/\s/, 1)[0]!) : byWord.get(said);
}
