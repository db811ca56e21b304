import i18next from 'i18next';
import { en } from './texts/en.js';
import { es } from './texts/es.js';
import { pt } from './texts/pt.js';

/** Everything that Parley itself says to a person; each language has all of it. */
export type TextKey = keyof typeof en;

const catalogue = i18next.createInstance();
void catalogue.init({
  resources: { es: { translation: es }, en: { translation: en }, pt: { translation: pt } },
  fallbackLng: 'es',
  initAsync: false, // the texts are here: nothing is loaded
  interpolation: { escapeValue: false }, // WhatsApp is no HTML
});

/** @param language ISO 639-1; one that is not served gets Spanish */
export const fixedText = (key: TextKey, language: string, values: Record<string, string | undefined> = {}): string =>
  catalogue.t(key, { lng: language || 'es', ...values });

/** Whether there is a text of that name. */
export const isTextKey = (name: string): name is TextKey => Object.hasOwn(en, name);
