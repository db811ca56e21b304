import { describeCrash } from './describe-crash.ts';

const plain = { paint: (_: number, text: string): string => text };
const crash = { name: 'agents', tail: 'a\nb', failures: 1, nextStartMs: 250 };

describe(describeCrash.name, () => {
  it('is one line for a process that was killed', () => {
    expect(describeCrash({ ...crash, exit: { code: null, signal: 'SIGKILL' } }, plain)).toBe(
      '  ✘ agents was killed (SIGKILL); starting it again in 0.25 s',
    );
  });

  it('adds the last words of one that ended by itself, and how often in a row', () => {
    expect(describeCrash({ ...crash, failures: 3, nextStartMs: 1_000, exit: { code: 1, signal: null } }, plain)).toBe(
      '  ✘ agents ended (code 1); starting it again in 1 s (3 times in a row)\n      a\n      b',
    );
  });
});
