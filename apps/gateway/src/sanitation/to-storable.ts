import { truncateText } from './truncate-text.js';

/** Text that Postgres can store as it is, otherwise unchanged: for ids, file types and other values that are not prose. */
export const toStorable = (text: string, maxCharacters: number): string =>
  truncateText(text.toWellFormed().replaceAll('\0', '\uFFFD'), maxCharacters);
