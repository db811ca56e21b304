import type { Language } from '../../replies/detect-language.js';

export type SiteKind = 'landing' | 'app' | 'calculator' | 'menu' | 'portfolio' | 'other';
export type Mood = 'dark' | 'light' | 'elegant' | 'playful' | 'minimal' | 'natural' | 'bold' | 'warm' | 'cool';
export type Extra = 'form' | 'hours' | 'questions' | 'gallery' | 'team' | 'location';

/** What a person wants, as far as words can tell. */
export interface Brief {
  request: string;
  language: Language;
  kind: SiteKind;
  /** What the site is called; empty when the person gave no name. */
  name: string;
  moods: Mood[];
  /** Hue in degrees of a colour that the person named. */
  hue?: number;
  /** Things that the person listed: products, dishes, services, pages. */
  items: string[];
  /** Parts that the person asked for by name. */
  extras: Extra[];
  /** Where messages may go and what else they gave; nothing is invented. */
  email: string;
  phone: string;
  hours: string;
  /** The request in lower case, without accents and without the name, which says nothing of the trade. */
  about: string;
  /** Chooses among equally good looks. */
  seed: string;
}
