/** The end of a sentence is a mark and white space; a line's end is one too. "9.600" and "10 a.m" hold none. */
const END = /(?<=[.!?…])\s+|\n+/u;

/** The sentences of a text, trimmed; a text without an end is one. */
export const toSentences = (text: string): string[] =>
  text
    .trim()
    .split(END)
    .filter((sentence) => sentence !== '');
