import { describe, expect, it } from '@jest/globals';
import { matchCommands } from './match-commands.js';

const commands = ['help', 'human', 'status'].map((name) => ({ command_name: name, command_description: name }));

describe(matchCommands, () => {
  it.each([
    ['/', ['help', 'human', 'status']],
    ['/h', ['help', 'human']],
    ['/HU', ['human']],
    ['/status', ['status']],
    ['/undo', []],
    ['', []],
    ['help', []],
    [' /h', []],
    ['/help me', []],
  ])('finds in %j the commands %j', (text, names) =>
    expect(matchCommands(commands, text).map(({ command_name: name }) => name)).toEqual(names),
  );
});
