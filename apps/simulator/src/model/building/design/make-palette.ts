import { type Colour, contrast, fromHex, mix, readableOn, toHex } from './colour.js';
import type { Palette } from './design.js';

export interface PaletteWish {
  hue: number;
  accentHue: number;
  /** 0 for greys, 1 for the fullest colours that still read well. */
  vividness: number;
  isDark: boolean;
}

/** Text, primary and accent can all be read on background and surface: contrast 4.5 and more. */
export function makePalette({ hue, accentHue, vividness, isDark }: PaletteWish): Palette {
  const tint = 0.008 + vividness * 0.014;
  const paper = isDark
    ? { background: 0.19, surface: 0.245, text: 0.95, primary: 0.78, accent: 0.8 }
    : { background: 0.982, surface: 0.955, text: 0.24, primary: 0.5, accent: 0.52 };
  const background = toHex({ lightness: paper.background, chroma: tint, hue });
  const surface = toHex({ lightness: paper.surface, chroma: tint * (isDark ? 1.2 : 1.9), hue });
  const readable = (colour: Colour) => readableOn(colour, [background, surface]);
  return {
    background,
    surface,
    text: toHex({ lightness: paper.text, chroma: 0.025, hue }),
    primary: readable({ lightness: paper.primary, chroma: 0.07 + vividness * 0.11, hue }),
    accent: readable({ lightness: paper.accent, chroma: 0.06 + vividness * 0.11, hue: accentHue }),
  };
}

const isDark = ({ background, text }: Palette): boolean => contrast(background, '#000000') < contrast(text, '#000000');

/** Of a light palette the dark one, of a dark one a darker one: the same hues, as easy to read. */
export function darken(palette: Palette): Palette {
  return relight(palette, isDark(palette) ? -0.055 : 'dark');
}

/** The other way round. */
export function lighten(palette: Palette): Palette {
  return relight(palette, isDark(palette) ? 'light' : 0.012);
}

/** The same colours for readers whose system is dark, or for those whose is light. */
export const toOther = (palette: Palette): Palette => relight(palette, isDark(palette) ? 'light' : 'dark');

export const isDarkPalette = isDark;

function relight(palette: Palette, to: 'dark' | 'light' | number): Palette {
  const colours = { background: fromHex(palette.background), surface: fromHex(palette.surface) };
  const level = (part: 'background' | 'surface') => {
    if (typeof to === 'number') return Math.min(0.995, Math.max(0.06, colours[part].lightness + to));
    return to === 'dark' ? { background: 0.19, surface: 0.245 }[part] : { background: 0.982, surface: 0.955 }[part];
  };
  const { hue } = fromHex(palette.primary);
  const chroma = Math.min(0.03, Math.max(0.008, colours.surface.chroma));
  const background = toHex({ lightness: level('background'), chroma: chroma * 0.8, hue });
  const surface = toHex({ lightness: level('surface'), chroma, hue });
  const dark = level('background') < 0.5;
  const readable = (hex: string) => {
    const colour = fromHex(hex);
    const lightness = dark ? Math.max(colour.lightness, 0.76) : Math.min(colour.lightness, 0.53);
    return readableOn({ ...colour, lightness }, [background, surface]);
  };
  return {
    background,
    surface,
    text: toHex({ lightness: dark ? 0.95 : 0.24, chroma: 0.02, hue }),
    primary: readable(palette.primary),
    accent: readable(palette.accent),
  };
}

/** With another main colour; its readability is kept. */
export function recolour(palette: Palette, hue: number): Palette {
  const before = fromHex(palette.primary);
  const wish = { hue, accentHue: (hue + 60) % 360, vividness: Math.min(1, before.chroma * 6), isDark: isDark(palette) };
  return makePalette(wish);
}

/** The main colour as a large surface: on dark pages a deep shade of it, which does not glare. */
export const toBanner = (palette: Palette): string => {
  const colour = fromHex(palette.primary);
  return isDark(palette) ? toHex({ ...colour, lightness: 0.32, chroma: colour.chroma * 0.7 }) : palette.primary;
};

/** Custom properties that a style sheet needs beside the five colours of a palette. */
export function toVariables(palette: Palette): Record<string, string> {
  const { background, surface, text, primary, accent } = palette;
  const onPrimary = isDark(palette) ? background : '#ffffff';
  const banner = toBanner(palette);
  return {
    background,
    surface,
    text,
    primary,
    accent,
    muted: readableOn(fromHex(mix(text, background, 0.72)), [background, surface]),
    line: mix(text, background, 0.16),
    field: mix(text, background, 0.55),
    card: isDark(palette) ? surface : mix('#ffffff', background, 0.75),
    soft: mix(primary, background, 0.13),
    glow: mix(accent, background, 0.3),
    'on-primary': onPrimary,
    banner,
    'on-banner': isDark(palette) ? text : onPrimary,
  };
}
