import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

/** A step that did not work; the message is meant for a person. */
export class StepError extends Error {}

const TAIL_LINES = 25;

/**
 * Runs a command with its whole output in a log file.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, log: string, env?: NodeJS.ProcessEnv }} options
 * @throws {StepError} with the end of the output when it fails
 */
export async function runLogged(command, args, { cwd, log, env = process.env }) {
  const file = createWriteStream(log, { mode: 0o600 });
  file.on('error', () => {}); // a log that cannot be written stops nothing
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      file.write(chunk);
      output = (output + chunk).slice(-20_000);
    });
  }
  const code = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (exitCode, signal) => resolve(exitCode ?? signal));
  });
  file.end();
  if (code === 0) return;
  const tail = output.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
  throw new StepError(`${command} ${args.join(' ')} failed (${code}):\n\n${tail}\n\nThe whole output: ${log}`);
}
