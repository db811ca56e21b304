import i18next from 'i18next';

export type TextLanguage = 'es' | 'en' | 'pt';

/** @param language ISO 639-1; one that is not served gets Spanish */
export type SayText<Key extends string> = (
  key: Key,
  language: string,
  values?: Record<string, string | undefined>,
) => string;

/** What is said to people beside the words of a model. Texts may be nested: a key is the path to one, by dots. */
export function textCatalogue<Key extends string>(texts: Record<TextLanguage, object>): SayText<Key> {
  const catalogue = i18next.createInstance();
  void catalogue.init({
    resources: { es: { translation: texts.es }, en: { translation: texts.en }, pt: { translation: texts.pt } },
    fallbackLng: 'es',
    initAsync: false, // the texts are here: nothing is loaded
    interpolation: { escapeValue: false }, // WhatsApp is no HTML
  });
  return (key: string, language, values = {}) => catalogue.t(key, { lng: language || 'es', ...values });
}
