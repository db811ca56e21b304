import { z } from 'zod';
import type { Language } from '../tools/tool.js';

export const languages = ['es', 'en', 'pt'] as const satisfies readonly Language[];

/** A text in some of the languages: at least one. */
export type Localised = Partial<Record<Language, string>>;

const text = z.string('expected text').trim().min(1, 'is empty').max(2_000, 'expected at most 2000 characters');

/** One text for everybody, or one for each language. */
export const localised = z.union(
  [
    text.transform((same): Localised => ({ es: same, en: same, pt: same })),
    z
      .strictObject({ es: text.optional(), en: text.optional(), pt: text.optional() })
      .refine((texts) => Object.values(texts).some(Boolean), 'is empty')
      .transform((texts): Localised => texts),
  ],
  'expected text, or texts by es, en and pt',
);

/** In that language, else in the first one that has it. */
export const inLanguage = (texts: Localised, language: Language): string =>
  texts[language] ?? languages.map((other) => texts[other]).find(Boolean) ?? '';
