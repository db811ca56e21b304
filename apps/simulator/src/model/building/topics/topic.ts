import type { Language } from '../../replies/detect-language.js';

export type Motif =
  | 'bread'
  | 'cup'
  | 'plate'
  | 'scissors'
  | 'weights'
  | 'heart'
  | 'paw'
  | 'flower'
  | 'bag'
  | 'camera'
  | 'screen'
  | 'book'
  | 'tools'
  | 'scales'
  | 'house'
  | 'party'
  | 'leaf'
  | 'music'
  | 'spark';

export interface TopicWords {
  /** Without an article, in lower case: `bakery`. */
  noun: string;
  /** What the site is called when the person gave no name. */
  own: string;
  headlines: string[];
  lead: string;
  /** Heading of what is offered, and the offers as `title — text`. */
  offer: string;
  items: string[];
  about: string;
}

/** A trade or subject: how sites of its kind look, and what they speak of. Nothing in it claims a fact. */
export interface Topic {
  name: string;
  /** For text without accents, in lower case. */
  pattern: RegExp;
  /** A business, so that a site for it is a landing page unless something else is asked for. */
  isTrade: boolean;
  /** Main and second hue, in degrees. */
  hues: [number, number][];
  fonts: 'warm' | 'elegant' | 'playful' | 'bold' | 'plain';
  motif: Motif;
  words: Record<Language, TopicWords>;
}
