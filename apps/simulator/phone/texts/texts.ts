import { en } from './en.js';
import { es } from './es.js';
import { pt } from './pt.js';
import type { Texts } from './texts-shape.js';

export type Language = 'en' | 'es' | 'pt';

export const languages = { es: 'Español', en: 'English', pt: 'Português' } as const satisfies Record<Language, string>;

const dictionaries: Record<Language, Texts> = { en, es, pt };

let current: Language = 'en';

export const texts = (): Texts => dictionaries[current];
export const language = (): Language => current;
export const useLanguage = (chosen: Language): void => void (current = chosen);

export const isLanguage = (value: string): value is Language => Object.hasOwn(dictionaries, value);

/** The first of the reader's languages that we speak. */
export function pickLanguage(preferred: readonly string[]): Language {
  return preferred.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}
