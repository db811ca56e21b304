import i18next from 'i18next';
import type { ReplyContent } from '../turns/turn-row.js';
import { en } from './texts/en.js';
import { es } from './texts/es.js';
import { pt } from './texts/pt.js';

/** What is said about who has a conversation, consent and erasure; each language has all of it. */
export type OwnershipTextKey = keyof typeof en;

const catalogue = i18next.createInstance();
void catalogue.init({
  resources: { es: { translation: es }, en: { translation: en }, pt: { translation: pt } },
  fallbackLng: 'es',
  initAsync: false, // the texts are here: nothing is loaded
  interpolation: { escapeValue: false }, // WhatsApp is no HTML
});

type Values = Record<string, string | undefined>;

/** @param language ISO 639-1; one that is not served gets Spanish */
export const ownershipText = (key: OwnershipTextKey, language: string, values: Values = {}): string =>
  catalogue.t(key, { lng: language || 'es', ...values });

export const saying = (key: OwnershipTextKey, language: string, values: Values = {}): ReplyContent => ({
  $case: 'text',
  value: { body: ownershipText(key, language, values), previewUrl: false },
});

/** With buttons that are commands: they act whatever was said in between. */
export const offering = (
  key: OwnershipTextKey,
  language: string,
  commands: Record<string, OwnershipTextKey>,
  values: Values = {},
): ReplyContent => ({
  $case: 'buttons',
  value: {
    body: ownershipText(key, language, values),
    choices: Object.entries(commands).map(([command, title]) => ({
      id: `command:${command}`,
      title: ownershipText(title, language),
      description: '',
    })),
  },
});
