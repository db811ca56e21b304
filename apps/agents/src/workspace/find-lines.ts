export interface FoundLine {
  path: string;
  line: number;
  text: string;
}

const mostLines = 100;
const longestLine = 200;

/** The first lines that hold the words, whatever their capitals. */
export function findLines(texts: ReadonlyMap<string, string>, query: string): FoundLine[] {
  const wanted = query.toLowerCase();
  const found: FoundLine[] = [];
  for (const [path, text] of texts) {
    for (const [n, line] of text.split('\n').entries()) {
      const at = line.toLowerCase().indexOf(wanted);
      if (at < 0) continue;
      const from = Math.max(0, at - longestLine / 2);
      found.push({ path, line: n + 1, text: line.slice(from, from + longestLine) });
      if (found.length === mostLines) return found;
    }
  }
  return found;
}
