import { readPreferences, remember } from '../state/preferences.js';

type Theme = 'light' | 'dark';

const dark = matchMedia('(prefers-color-scheme: dark)');

export const themeNow = (): Theme => readPreferences().theme ?? (dark.matches ? 'dark' : 'light');

/** The chosen theme, or the system's while none was chosen. */
export function applyTheme(): void {
  const { theme } = readPreferences();
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

export function toggleTheme(): void {
  remember({ theme: themeNow() === 'dark' ? 'light' : 'dark' });
  applyTheme();
}

export function onSystemTheme(listener: () => void, signal: AbortSignal): void {
  dark.addEventListener('change', listener, { signal });
}
