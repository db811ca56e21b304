import { useTranslation } from 'react-i18next';
import { localeOf } from './locale-of.js';
import { reasonOf } from '../wire/api-error.js';

/** Texts for codes that services send: a code without a text is shown as it is, since a newer service may know more. */
export function useWords() {
  const { t, i18n } = useTranslation();
  const wordFor = (path: string, code: string): string =>
    i18n.t(`${path}.${code}`, { defaultValue: code.replaceAll('_', ' ') });
  return {
    t,
    language: localeOf(i18n.language),
    wordFor,
    reasonFor: (error: unknown): string => {
      const reason = reasonOf(error);
      return i18n.exists(`reason.${reason}`) ? wordFor('reason', reason) : `${t('reason.INTERNAL')} (${reason})`;
    },
  };
}
