import type { Mood } from './brief.js';

const moods: [Mood, RegExp][] = [
  ['dark', /\b(dark|oscur[oa]s?|escur[oa]s?|night|nocturn[oa]|noturn[oa]|black|negr[oa]|pret[oa])\b/],
  ['light', /\b(light|bright|clar[oa]s?|luminos[oa]|white|blanc[oa]|branc[oa])\b/],
  ['elegant', /\b(elegant\w*|luxur\w+|lujo\w*|luxo\w*|sofisticad\w+|premium|refined|classic\w*|clasic\w+)\b/],
  ['playful', /\b(playful|fun|divertid\w+|alegre|kids?|ninos|criancas|infantil|colou?rful|colorid\w+)\b/],
  ['minimal', /\b(minimal\w*|clean|limpi[oa]|limp[oa]|simple|sencill\w+|simples)\b/],
  ['natural', /\b(natural\w*|organic\w*|eco\w*|rustic\w*|artesan\w+|handmade|earthy)\b/],
  ['bold', /\b(bold|strong|modern\w*|atrevid\w+|impactante|ousad\w+|futurist\w*|tech)\b/],
  ['warm', /\b(warm|cozy|cosy|calid\w+|acogedor\w*|aconchegant\w+|acolhedor\w*)\b/],
  ['cool', /\b(cool|fresh|fresc\w+|marin\w+|ocean\w*)\b/],
];

/** Hues in degrees of OKLCH. */
const hues: [number, RegExp][] = [
  [262, /\b(blue|azul(?:es)?)\b/],
  [28, /\b(red|roj[oa]s?|vermelh[oa]s?)\b/],
  [148, /\b(green|verdes?)\b/],
  [95, /\b(yellow|amarill[oa]s?|amarel[oa]s?|gold\w*|dorad[oa]s?|dourad[oa]s?)\b/],
  [55, /\b(orange|naranjas?|laranjas?)\b/],
  [305, /\b(purple|violet|morad[oa]s?|violetas?|rox[oa]s?|lila)\b/],
  [355, /\b(pink|rosas?|rosad[oa]s?|cor-de-rosa)\b/],
  [195, /\b(teal|turquoise|turquesa|cyan|cian|aqua)\b/],
  [60, /\b(brown|marron(?:es)?|marrom|castanh[oa]s?|cafe oscuro|chocolate)\b/],
];

export const findMoods = (plain: string): Mood[] =>
  moods.filter(([, pattern]) => pattern.test(plain)).map(([mood]) => mood);

export const findHue = (plain: string): number | undefined => hues.find(([, pattern]) => pattern.test(plain))?.[0];

/** Black and white, which have no hue. */
export function findGrey(plain: string): 'black' | 'white' | undefined {
  if (/\b(black|negr[oa]s?|pret[oa]s?)\b/.test(plain)) return 'black';
  return /\b(white|blanc[oa]s?|branc[oa]s?)\b/.test(plain) ? 'white' : undefined;
}
