import type { Progress } from '../../prepare/progress.mjs';
import type { Crash } from '../processes/supervised-process.ts';

const SHOWN_LINES = 5;

/** One line that says what ended, how, and when it starts again; under it the end of what it said, unless it was killed. */
export function describeCrash(
  { name, exit, tail, failures, nextStartMs }: Crash,
  { paint }: Pick<Progress, 'paint'>,
): string {
  const how = exit.signal
    ? `was killed (${exit.signal})`
    : exit.code === null
      ? 'could not start'
      : `ended (code ${exit.code})`;
  const again = `starting it again in ${nextStartMs / 1000} s${failures > 1 ? ` (${failures} times in a row)` : ''}`;
  const said =
    exit.signal || exit.code === 0 || !tail
      ? ''
      : tail
          .split('\n')
          .slice(-SHOWN_LINES)
          .map((line) => `\n      ${line}`)
          .join('');
  return `  ${paint(31, '✘')} ${name} ${how}; ${again}${paint(90, said)}`;
}
