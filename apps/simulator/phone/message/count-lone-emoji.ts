const emoji = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)/u;
const MAX_UNITS = 64;

/** One to three emoji and nothing else: such messages are shown large. Gives their count, else 0. */
export function countLoneEmoji(text: string | undefined): number {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '' || trimmed.length > MAX_UNITS) return 0;
  const graphemes = [...new Intl.Segmenter().segment(trimmed.replaceAll(/\s/gu, ''))].map(({ segment }) => segment);
  return graphemes.length <= 3 && graphemes.every((grapheme) => emoji.test(grapheme)) ? graphemes.length : 0;
}
