const HUES = 8;

/** At most two letters; whole characters, so that an emoji stays one. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  const initials = letters.join('').toLocaleUpperCase();
  return /^[\d+]/.test(initials) || initials === '' ? '#' : initials;
}

/** The same for the same person, always. */
export const hueOf = (id: string): number =>
  [...id].reduce((sum, character) => (sum * 31 + character.codePointAt(0)!) % 9_973, 7) % HUES;
