import i18next from 'i18next';
import type { Language } from '../tools/tool.js';
import { en } from './texts/en.js';
import { es } from './texts/es.js';
import { pt } from './texts/pt.js';

const catalogue = i18next.createInstance();
void catalogue.init({
  resources: { es: { translation: es }, en: { translation: en }, pt: { translation: pt } },
  fallbackLng: 'es',
  initAsync: false, // the texts are here: nothing is loaded
  interpolation: { escapeValue: false }, // WhatsApp is no HTML
});

/** What the commerce lane itself says to people, beside the words of the model. */
export const commerceText = (key: keyof typeof en, language: Language, values: Record<string, string> = {}): string =>
  catalogue.t(key, { lng: language, ...values });
