const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Longer clusters exist only in text that was made to hurt; those are cut between code points. */
const LONGEST_CLUSTER = 64;

/** The first `maxCharacters` code points, cut where no emoji sequence or accent is torn from its letter. */
export function truncateText(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const end = indexOfCodePoint(text, maxCharacters);
  return end >= text.length ? text : text.slice(0, clusterStart(text, end)).trimEnd();
}

function indexOfCodePoint(text: string, count: number): number {
  let index = 0;
  for (let seen = 0; seen < count && index < text.length; seen += 1) index += text.codePointAt(index)! > 0xffff ? 2 : 1;
  return index;
}

function clusterStart(text: string, index: number): number {
  const from = Math.max(0, index - LONGEST_CLUSTER);
  const cluster = graphemes.segment(text.slice(from, index + LONGEST_CLUSTER)).containing(index - from);
  return cluster && cluster.index > 0 ? from + cluster.index : index;
}
