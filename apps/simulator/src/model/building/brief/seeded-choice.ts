/** FNV-1a: the same text always gives the same number, and similar texts give quite different ones. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** One of several, the same one for the same text and purpose. */
export const pick = <T>(choices: readonly T[], seed: string, purpose: string): T =>
  choices[hashText(`${purpose}:${seed}`) % choices.length]!;
