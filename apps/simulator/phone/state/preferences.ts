import type { Language } from '../texts/texts.js';

export interface Preferences {
  theme?: 'light' | 'dark';
  language?: Language;
  selectedId?: string;
  recentEmoji?: string[];
}

const KEY = 'parley-phone';

/** What this browser remembers. A browser that refuses to store is simply one that forgets. */
export function readPreferences(): Preferences {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Preferences;
  } catch {
    return {};
  }
}

export function remember(change: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...readPreferences(), ...change }));
  } catch {
    return; // private mode or a full store
  }
}
