export interface Cut {
  at: number;
  /** The cut lies within a code block, which must be closed before it and opened again after it. */
  isInCode: boolean;
}

interface Range {
  from: number;
  to: number;
}

/** A stronger border is taken only where it leaves at least this share of a part. */
const MIN_FILL = 0.5;
const CODE_BLOCK = /```[\s\S]*?(?:```|$)/g;
const FENCE_LINE = '```\n'.length;
/** Not cut when it can be avoided: addresses and inline code. */
const UNBROKEN = /https?:\/\/\S+|`[^`\n]+`/g;

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Where to cut `text`, which is longer than `max`: after a paragraph, else a line, a sentence, a word, a grapheme. */
export function findCut(text: string, max: number): Cut {
  const window = text.slice(0, max + 2); // so that whatever begins at `max` is there as a whole code point
  const blocks = rangesOf(text, CODE_BLOCK, max);
  const kept = [...blocks, ...rangesOf(text, UNBROKEN, max)].filter(({ from, to }) => to - from <= max);
  const at = bestBorder(window, max, (border) => !kept.some(({ from, to }) => border > from && border < to));
  const block = blocks.find(({ from, to }) => at > from && at < to);
  if (!block) return { at, isInCode: false };
  if (block.from >= max * MIN_FILL) return { at: block.from, isInCode: false }; // it begins in a part of its own
  const isInside = (border: number): boolean => border > block.from + FENCE_LINE && border <= max;
  const inside = last(placesOf(window, /\n/g), isInside) ?? last(segmentsOf(graphemes, window), isInside);
  return { at: inside ?? wholeCodePoint(text, max), isInCode: true };
}

function bestBorder(window: string, max: number, isAllowed: (at: number) => boolean): number {
  const isDecent = (at: number): boolean => at >= max * MIN_FILL && at <= max && isAllowed(at);
  const isPossible = (at: number): boolean => at > 0 && at <= max && isAllowed(at);
  return (
    last(placesOf(window, /\n\s*\n/g), isDecent) ??
    last(placesOf(window, /\n/g), isDecent) ??
    last(segmentsOf(sentences, window), isDecent) ??
    last(placesOf(window, /\s/g), isDecent) ??
    last(segmentsOf(words, window), isDecent) ??
    last(segmentsOf(graphemes, window), isDecent) ??
    last(placesOf(window, /\s/g), isPossible) ?? // early, but nothing breaks
    last(segmentsOf(graphemes, window), isPossible) ??
    last(segmentsOf(graphemes, window), (at) => at <= max) ?? // an address longer than a part
    wholeCodePoint(window, max)
  );
}

/** A grapheme longer than a part is cut between its code points. */
const wholeCodePoint = (text: string, at: number): number => (/[\ud800-\udbff]/.test(text[at - 1]!) ? at - 1 : at);

const rangesOf = (text: string, pattern: RegExp, before: number): Range[] =>
  [...text.matchAll(pattern)]
    .map((match) => ({ from: match.index, to: match.index + match[0].length }))
    .filter(({ from }) => from <= before);

/** Where a separator begins: what separates is dropped at the end of the part. */
function* placesOf(text: string, pattern: RegExp): Iterable<number> {
  for (const match of text.matchAll(pattern)) yield match.index;
}

/** Where a segment begins, and thereby another one ends. */
function* segmentsOf(segmenter: Intl.Segmenter, text: string): Iterable<number> {
  for (const { index } of segmenter.segment(text)) if (index > 0) yield index;
}

function last(borders: Iterable<number>, accept: (at: number) => boolean): number | undefined {
  let best: number | undefined;
  for (const at of borders) if (accept(at)) best = at;
  return best;
}
