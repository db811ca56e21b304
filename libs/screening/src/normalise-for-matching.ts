// Cyrillic, Greek, and Latin letters that NFKC leaves alone, each above the letter that it passes for
const foreignLetters = 'аеорсхуіјѕԁкмтвнαεορινтυκıɡɑ';
const latinLetters = 'aeopcxyijsdkmtbhaeopivtukiga';
const lookAlikes = new Map([...foreignLetters].map((letter, index) => [letter, latinLetters[index]!]));
const foreign = new RegExp(`[${foreignLetters}]`, 'g');

/** Text as the injection patterns see it: compatible forms, invisible characters, accents and look-alikes made plain. */
export function normaliseForMatching(text: string): string {
  if (/^[\n -~]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .toLowerCase()
    .replaceAll('olvidé', 'olvidaba') // "I forgot" is no order, and differs from "forget" by its accent alone
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(foreign, (letter) => lookAlikes.get(letter)!);
}
