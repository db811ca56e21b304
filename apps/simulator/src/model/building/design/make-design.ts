import type { Brief, SiteKind } from '../brief/brief.js';
import { hashText, pick } from '../brief/seeded-choice.js';
import { findTopic } from '../topics/find-topic.js';
import { generic } from '../topics/generic.js';
import { designWords } from './design-words.js';
import type { Corners, Design, Layout } from './design.js';
import { fontPairsFor } from './font-pairs.js';
import { makePalette } from './make-palette.js';

/** Kinds that are used rather than read: they look as the reader's system does. */
const tools: SiteKind[] = ['app', 'calculator'];

/** The look for a request: what it asks for, else what suits the trade, else one of several by its words. */
export function makeDesign(brief: Brief): Design {
  const { kind, moods, seed, about, language } = brief;
  const topic = findTopic(about);
  const hues = tools.includes(kind) || topic === generic ? usualHues[kind] : topic.hues;
  const [usualHue, usualAccent] = pick(hues, seed, 'hues');
  const jitter = (hashText(`jitter:${seed}`) % 17) - 8;
  const hue = brief.hue ?? (moods.includes('cool') ? 225 : moods.includes('natural') ? 135 : usualHue + jitter);
  const isDark = moods.includes('dark') && !moods.includes('light');
  const mood = moods[0] ?? topic.fonts;
  const design = {
    palette: makePalette({
      hue: (hue + 360) % 360,
      accentHue: brief.hue === undefined ? usualAccent : (hue + 60) % 360,
      vividness: vividnessOf(brief),
      isDark,
    }),
    fonts: pick(fontPairsFor(moods, topic.fonts), seed, 'fonts'),
    layout: pick<Layout>(['split', 'centered', 'banner'], seed, 'layout'),
    mood,
    corners: cornersOf(brief),
    followsSystem: !isDark && !moods.includes('light') && tools.includes(kind),
    changes: [],
  };
  return { summary: designWords[language].summary(design.layout, isDark), ...design };
}

const usualHues: Record<SiteKind, [number, number][]> = {
  landing: [[262, 195]],
  menu: [
    [25, 140],
    [140, 50],
  ],
  app: [
    [262, 160],
    [160, 262],
    [295, 200],
    [20, 262],
    [195, 330],
  ],
  calculator: [
    [250, 160],
    [170, 60],
    [285, 190],
    [35, 250],
  ],
  portfolio: [
    [280, 60],
    [20, 200],
    [240, 40],
    [155, 330],
  ],
  other: [
    [262, 195],
    [160, 250],
    [305, 20],
    [195, 55],
    [15, 265],
  ],
};

function vividnessOf({ moods, seed }: Brief): number {
  if (moods.includes('minimal') || moods.includes('elegant')) return 0.35;
  if (moods.includes('playful') || moods.includes('bold')) return 1;
  return 0.6 + (hashText(`vivid:${seed}`) % 4) / 10;
}

function cornersOf({ moods, seed }: Brief): Corners {
  if (moods.includes('playful')) return 'round';
  if (moods.includes('elegant') || moods.includes('minimal')) return 'sharp';
  return pick<Corners>(['sharp', 'soft', 'round'], seed, 'corners');
}
