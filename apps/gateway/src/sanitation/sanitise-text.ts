import { truncateText } from './truncate-text.js';

export const MAX_TEXT_CHARACTERS = 10_000;
export const MAX_NAME_CHARACTERS = 256;

// Clean text, which is nearly all text, costs one look with this and no copy
const untidy = /[\0-\t\v-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|\s\s|^\s|\s$/;

/**
 * Text as everything after the gateway may rely on it: no U+0000 (replaced), no lone surrogates (replaced), no control
 * characters (removed), white space collapsed to single spaces, single line breaks and blank lines. Marks of direction
 * stay: they belong to the text and are neutralised where it is shown.
 */
export function tidyText(text: string): string {
  const wellFormed = text.toWellFormed();
  return untidy.test(wellFormed) ? tidy(wellFormed) : wellFormed;
}

export const sanitiseText = (text: string, maxCharacters = MAX_TEXT_CHARACTERS): string =>
  truncateText(tidyText(text), maxCharacters);

/** The same on one line: names, titles, file names. */
export const sanitiseLine = (text: string, maxCharacters = MAX_NAME_CHARACTERS): string =>
  sanitiseText(text, maxCharacters).replaceAll(/\n+/g, ' ');

const tidy = (text: string): string =>
  text
    .replaceAll('\0', '\uFFFD')
    .replaceAll(/\r\n?|[\x85\u2028\u2029]/g, '\n')
    .replaceAll(/[\x01-\x08\x0e-\x1f\x7f-\x9f\ufeff]+/g, '')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
