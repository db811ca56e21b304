import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { recall, remember } from '../app/preferences.js';
import type { BuildTexts } from './builds.en.js';
import { en, type Texts } from './en.js';
import { es } from './es.js';
import { pt } from './pt.js';

export const LANGUAGES = ['en', 'es', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

export const languageNames: Record<Language, string> = { en: 'English', es: 'Español', pt: 'Português' };

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Texts; builds: BuildTexts };
    returnNull: false;
  }
}

/** The chosen language, or else the first of the browser's that we have. */
export function pickLanguage(chosen: string | null, wished: readonly string[]): Language {
  const known = (name: string): Language | undefined => LANGUAGES.find((language) => name.startsWith(language));
  return known(chosen ?? '') ?? wished.map(known).find((language) => language !== undefined) ?? 'en';
}

export async function startTexts(): Promise<void> {
  const lng = pickLanguage(recall('language'), navigator.languages);
  document.documentElement.lang = lng;
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: 'en',
    resources: { en: { translation: en }, es: { translation: es }, pt: { translation: pt } },
    interpolation: { escapeValue: false }, // React escapes
  });
}

export function speak(language: Language): void {
  remember('language', language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}
