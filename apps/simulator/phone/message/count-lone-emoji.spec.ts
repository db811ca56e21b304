import { describe, expect, it } from '@jest/globals';
import { countLoneEmoji } from './count-lone-emoji.js';

describe(countLoneEmoji, () => {
  it.each([
    ['👍', 1],
    ['❤️ 🔥', 2],
    ['👩‍💻', 1],
    ['🇦🇷🇧🇷🇪🇸', 3],
    ['1️⃣', 1],
  ])('counts %s as %d', (text, count) => {
    expect(countLoneEmoji(text)).toBe(count);
  });

  it.each(['', '👍 ok', '👍👍👍👍', '1', '#', '*', undefined])('does not count %s', (text) => {
    expect(countLoneEmoji(text)).toBe(0);
  });
});
