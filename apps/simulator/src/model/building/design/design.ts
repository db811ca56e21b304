import { isObject } from '../../wire/message-request.js';

export interface Palette {
  background: string;
  surface: string;
  text: string;
  primary: string;
  accent: string;
}

export type Layout = 'split' | 'centered' | 'banner';
export type Corners = 'sharp' | 'soft' | 'round';

/** What design.json says: the output contract of the designer, and what the frontend needs beside it. */
export interface Design {
  summary: string;
  palette: Palette;
  fonts: { heading: string; body: string };
  layout: Layout;
  mood: string;
  corners: Corners;
  /** Follows the reader's system between light and dark; a brand that chose its colours does not. */
  followsSystem: boolean;
  /** Changes that are in it already, so that none is made twice. */
  changes: string[];
}

const parts = ['background', 'surface', 'text', 'primary', 'accent'] as const;

/** A design that somebody else may have written; what is missing comes from the one that is at hand. */
export function readDesign(value: unknown, fallback: Design): Design {
  if (!isObject(value)) return fallback;
  const palette = isObject(value.palette) ? value.palette : {};
  const fonts = isObject(value.fonts) ? value.fonts : {};
  const colour = (part: keyof Palette) => {
    const given = palette[part];
    return typeof given === 'string' && /^#[0-9a-f]{6}$/i.test(given) ? given.toLowerCase() : fallback.palette[part];
  };
  const word = <T extends string>(given: unknown, known: readonly T[], otherwise: T): T =>
    known.find((one) => one === given) ?? otherwise;
  return {
    summary: typeof value.summary === 'string' ? value.summary : fallback.summary,
    palette: Object.fromEntries(parts.map((part) => [part, colour(part)])) as Record<keyof Palette, string>,
    fonts: { heading: toStack(fonts.heading, fallback.fonts.heading), body: toStack(fonts.body, fallback.fonts.body) },
    layout: word(value.layout, ['split', 'centered', 'banner'], fallback.layout),
    mood: typeof value.mood === 'string' ? value.mood : fallback.mood,
    corners: word(value.corners, ['sharp', 'soft', 'round'], fallback.corners),
    followsSystem: typeof value.followsSystem === 'boolean' ? value.followsSystem : fallback.followsSystem,
    changes: Array.isArray(value.changes) ? value.changes.filter((one) => typeof one === 'string') : [],
  };
}

/** Nothing that could end the declaration that it stands in. */
const toStack = (given: unknown, otherwise: string): string =>
  typeof given === 'string' && /^[\w ,'"-]{3,200}$/.test(given) ? given : otherwise;
