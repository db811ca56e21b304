const MARKS = /\p{M}+/gu;
const SEPARATORS = /[^\p{L}\p{N}']+/gu;
/** Order numbers, codes, addresses of pages: letters and digits in one piece. Their characters resemble words by chance. */
const isCode = (piece: string): boolean => /\p{Nd}/u.test(piece) && /\p{L}/u.test(piece);
/** More than this of a text adds nothing to what it wants, and would cost what a long text costs. */
const MAX_LENGTH = 400;

/**
 * Lower case without marks, letters and digits of every script, single spaces: people write "cuanto" and "cuánto". Cut again
 * after the compatible forms, of which one character may be eighteen.
 */
export const foldText = (text: string): string =>
  text
    .slice(0, MAX_LENGTH)
    .normalize('NFKD')
    .replace(MARKS, '')
    .slice(0, MAX_LENGTH)
    .toLowerCase()
    .replace(SEPARATORS, ' ')
    .trim();

/** How often each word, pair of words, and run of 3 to 5 characters occurs; codes are left out. */
export function featuresOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (feature: string) => counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const folded = foldText(text.slice(0, MAX_LENGTH).replace(/\S+/gu, (piece) => (isCode(piece) ? ' ' : piece)));
  if (folded === '') return counts;
  const words = folded.split(' ');
  for (let index = 0; index < words.length; index++) {
    add(`w ${words[index]!}`);
    if (index > 0) add(`w ${words[index - 1]!} ${words[index]!}`);
  }
  const padded = ` ${folded} `;
  for (let length = 3; length <= 5; length++) {
    for (let start = 0; start + length <= padded.length; start++) add(padded.slice(start, start + length));
  }
  return counts;
}
