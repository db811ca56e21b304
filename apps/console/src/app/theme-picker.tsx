import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recall, remember } from './preferences.js';

const THEMES = ['system', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

export function ThemePicker() {
  const { t } = useTranslation();
  const [theme, setTheme] = useState<Theme>(THEMES.find((name) => name === recall('theme')) ?? 'system');
  const choose = (chosen: Theme): void => {
    remember('theme', chosen);
    if (chosen === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = chosen;
    setTheme(chosen);
  };
  return (
    <label className="picker">
      <span className="picker-label">{t('app.theme')}</span>
      <select value={theme} onChange={({ target }) => choose(target.value as Theme)}>
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {t(`app.themes.${name}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
