import { PhoneFrame } from './frame/phone-frame.js';
import { PhoneStore } from './state/phone-store.js';
import { readPreferences, remember } from './state/preferences.js';
import { type Language, pickLanguage, useLanguage } from './texts/texts.js';
import { followEvents } from './wire/follow-events.js';

const store = new PhoneStore();
let mounted: AbortController | undefined;

function mount(language: Language): void {
  mounted?.abort();
  mounted = new AbortController();
  useLanguage(language);
  document.documentElement.lang = language;
  const choose = (chosen: Language) => {
    remember({ language: chosen });
    mount(chosen);
  };
  document.querySelector('.frame')?.remove();
  document.body.prepend(new PhoneFrame(store, choose, mounted.signal).element);
}

mount(readPreferences().language ?? pickLanguage(navigator.languages));
followEvents((events) => store.apply(...events));
