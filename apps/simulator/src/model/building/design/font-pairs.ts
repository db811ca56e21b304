import type { Mood } from '../brief/brief.js';

/** Fonts that systems bring along, from Matthew Howard's Modern Font Stacks; nothing is loaded from anywhere. */
const stacks = {
  sans: "system-ui, 'Segoe UI', Roboto, sans-serif",
  humanist: "Seravek, 'Gill Sans Nova', Ubuntu, Calibri, 'DejaVu Sans', source-sans-pro, sans-serif",
  geometric: "Avenir, Montserrat, Corbel, 'URW Gothic', source-sans-pro, sans-serif",
  grotesque: "Inter, Roboto, 'Helvetica Neue', 'Arial Nova', 'Nimbus Sans', Arial, sans-serif",
  rounded:
    "ui-rounded, 'Hiragino Maru Gothic ProN', Quicksand, Comfortaa, Manjari, 'Arial Rounded MT Bold', Calibri, source-sans-pro, sans-serif",
  oldStyle: "'Iowan Old Style', 'Palatino Linotype', 'URW Palladio L', P052, serif",
  transitional: "Charter, 'Bitstream Charter', 'Sitka Text', Cambria, serif",
  didone: "Didot, 'Bodoni MT', 'Noto Serif Display', 'URW Palladio L', P052, Sylfaen, serif",
  slab: "Rockwell, 'Rockwell Nova', 'Roboto Slab', 'DejaVu Serif', 'Sitka Small', serif",
  industrial:
    "Bahnschrift, 'DIN Alternate', 'Franklin Gothic Medium', 'Nimbus Sans Narrow', sans-serif-condensed, sans-serif",
};

export type FontPair = { heading: string; body: string };
const pair = (heading: keyof typeof stacks, body: keyof typeof stacks): FontPair => ({
  heading: stacks[heading],
  body: stacks[body],
});

const pairs: Record<string, FontPair[]> = {
  warm: [pair('oldStyle', 'humanist'), pair('transitional', 'sans'), pair('slab', 'humanist')],
  elegant: [pair('didone', 'humanist'), pair('oldStyle', 'transitional')],
  playful: [pair('rounded', 'rounded'), pair('slab', 'sans')],
  bold: [pair('industrial', 'grotesque'), pair('grotesque', 'grotesque')],
  plain: [pair('sans', 'sans'), pair('geometric', 'sans'), pair('humanist', 'humanist')],
};

const byMood: [Mood, keyof typeof pairs][] = [
  ['elegant', 'elegant'],
  ['playful', 'playful'],
  ['bold', 'bold'],
  ['minimal', 'plain'],
  ['warm', 'warm'],
  ['natural', 'warm'],
];

/** Pairs that suit what was asked for, or else what the trade is used to. */
export const fontPairsFor = (moods: Mood[], usual: string): FontPair[] =>
  pairs[byMood.find(([mood]) => moods.includes(mood))?.[1] ?? usual] ?? pairs.plain!;
