/** Presentation of emoji: skin tones, and the selector that asks for colour. */
const modifiers = /[\p{Emoji_Modifier}\ufe0e\ufe0f]/gu;

/**
 * The text as a key: what makes no difference is gone. Digits, negations, diacritics and the order of words stay: "can I
 * cancel" and "I cancel" differ, and so do "2" and "3".
 */
export const normaliseText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(modifiers, '')
    .replace(/\s+/gu, ' ')
    .replace(/([!?.,…])[!?.,…]*/gu, '$1')
    .trim();
