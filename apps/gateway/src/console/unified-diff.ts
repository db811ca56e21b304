import { createTwoFilesPatch } from 'diff';

/** Lines that differ at most, and time for it: what is more different than that is another file. */
const BOUNDS = { context: 3, maxEditLength: 4_000, timeout: 250 };
const MOST = 100_000;

export interface UnifiedDiff {
  patch: string;
  added: number;
  removed: number;
}

/** Undefined for what is too different or too much to read. Other work goes on between its steps. */
export async function unifiedDiff(path: string, before: string, after: string): Promise<UnifiedDiff | undefined> {
  const patch = await new Promise<string | undefined>((resolve) => {
    createTwoFilesPatch(path, path, before, after, '', '', { ...BOUNDS, callback: resolve });
  });
  if (patch === undefined || patch.length > MOST) return undefined;
  const lines = patch.split('\n').filter((line) => !/^(---|\+\+\+) /.test(line));
  const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length;
  return { patch, added: count('+'), removed: count('-') };
}
