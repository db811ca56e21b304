const SEPARATOR = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/;

/** Replaces each Markdown table by bullets, which a phone can show: "- *first cell*: second", or "- *first* (head: cell, …)". */
export function toBullets(lines: string[]): string[] {
  const result: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    if (!isTableAt(lines, index)) {
      result.push(lines[index]!);
      continue;
    }
    const heads = cellsOf(lines[index]!);
    index += 2;
    while (index < lines.length && lines[index]!.includes('|')) result.push(toBullet(heads, cellsOf(lines[index++]!)));
    index -= 1;
  }
  return result;
}

function isTableAt(lines: string[], index: number): boolean {
  const separator = lines[index + 1] ?? '';
  return lines[index]!.includes('|') && separator.includes('|') && separator.length <= 500 && SEPARATOR.test(separator);
}

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

function toBullet(heads: string[], [first = '', ...rest]: string[]): string {
  const name = first.replace(/\*+/g, '');
  const title = name ? `*${name}*` : '';
  if (rest.length <= 1) return `- ${[title, rest[0]].filter(Boolean).join(': ')}`;
  const details = rest
    .map((cell, index) => cell && [heads[index + 1], cell].filter(Boolean).join(': '))
    .filter(Boolean);
  return `- ${title}${details.length > 0 ? ` (${details.join(', ')})` : ''}`.trim();
}
