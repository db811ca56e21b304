import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { reasonOf } from '../wire/api-error.js';
import { buildsEn } from './builds.en.js';
import { buildsEs } from './builds.es.js';
import { buildsPt } from './builds.pt.js';
import { localeOf } from './locale-of.js';

for (const [language, texts] of Object.entries({ en: buildsEn, es: buildsEs, pt: buildsPt }))
  i18next.addResourceBundle(language, 'builds', texts);

/** Texts about builds. A code without a text is shown as it is, since a newer service may know more. */
export function useBuildWords() {
  const { t, i18n } = useTranslation('builds');
  const wordFor = (path: string, code: string): string =>
    i18n.t(`${path}.${code}`, { ns: 'builds', defaultValue: code.replaceAll('_', ' ') });
  const reasonWord = (reason: string): string => {
    if (i18n.exists(`reason.${reason}`, { ns: 'builds' })) return wordFor('reason', reason);
    return i18n.t(`reason.${reason}`, { ns: 'translation', defaultValue: reason });
  };
  return {
    t,
    language: localeOf(i18n.language),
    wordFor,
    reasonWord,
    reasonFor: (error: unknown): string => reasonWord(reasonOf(error)),
  };
}
