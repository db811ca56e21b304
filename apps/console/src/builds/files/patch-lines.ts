import { parsePatch } from 'diff';

export interface PatchLine {
  kind: 'same' | 'added' | 'removed' | 'gap';
  text: string;
  /** Number before and after; undefined on the side that does not have it. */
  before?: number;
  after?: number;
}

/** The lines of a unified diff, with their numbers on both sides; between its parts stands a gap. */
export function patchLines(patch: string): PatchLine[] {
  const lines: PatchLine[] = [];
  for (const { hunks } of parsePatch(patch)) {
    for (const hunk of hunks) {
      lines.push({ kind: 'gap', text: '', before: hunk.oldStart, after: hunk.newStart });
      let before = hunk.oldStart;
      let after = hunk.newStart;
      for (const line of hunk.lines) {
        const text = line.slice(1);
        if (line.startsWith('+')) lines.push({ kind: 'added', text, after: after++ });
        else if (line.startsWith('-')) lines.push({ kind: 'removed', text, before: before++ });
        else if (line.startsWith(' ')) lines.push({ kind: 'same', text, before: before++, after: after++ });
      }
    }
  }
  return lines;
}
