import { useTranslation } from 'react-i18next';
import { type Language, languageNames, LANGUAGES, speak } from '../texts/i18n.js';

export function LanguagePicker() {
  const { t, i18n } = useTranslation();
  return (
    <label className="picker">
      <span className="picker-label">{t('app.language')}</span>
      <select value={i18n.language} onChange={({ target }) => speak(target.value as Language)}>
        {LANGUAGES.map((language) => (
          <option key={language} value={language}>
            {languageNames[language]}
          </option>
        ))}
      </select>
    </label>
  );
}
