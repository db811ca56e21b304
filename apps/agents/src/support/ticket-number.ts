import { randomInt } from 'node:crypto';

/** No vowels, so that no words arise; nothing that is mistaken for something else when read aloud. */
const alphabet = '23456789BCDFGHJKMNPQRSTVWXZ';
const length = 6;
const spoken = /\bT[-\s.]?([2-9B-DF-HJKMNP-TV-XZ]{3})[-\s.]?([2-9B-DF-HJKMNP-TV-XZ]{3})\b/i;

/** Drawn at random from 387 million, such as T-4K7-M2Q: nobody learns from a number how many tickets there are. */
export function newTicketNumber(): string {
  const letters = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `T-${letters.slice(0, 3)}-${letters.slice(3)}`;
}

/** The number in the spelling that is stored, whatever its case and separators; undefined when there is none. */
export function readTicketNumber(text: string): string | undefined {
  const parts = spoken.exec(text);
  return parts ? `T-${parts[1]!.toUpperCase()}-${parts[2]!.toUpperCase()}` : undefined;
}
