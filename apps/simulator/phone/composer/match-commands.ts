import type { Menu } from '../wire/phone-contract.js';

/** Commands that a text of one slash and the beginning of a name may become. */
export function matchCommands(commands: Menu['commands'], text: string): Menu['commands'] {
  const [, begun] = /^\/(\S*)$/.exec(text.toLowerCase()) ?? [];
  return begun === undefined ? [] : commands.filter(({ command_name: name }) => name.toLowerCase().startsWith(begun));
}
