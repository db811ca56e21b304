import { showToast } from './dom/show-toast.js';
import { PhoneFrame } from './frame/phone-frame.js';
import { Outbox } from './send/outbox.js';
import { PhoneStore } from './state/phone-store.js';
import { readPreferences, remember } from './state/preferences.js';
import { type Language, pickLanguage, texts, useLanguage } from './texts/texts.js';
import { followEvents } from './wire/follow-events.js';

const store = new PhoneStore();
const outbox = new Outbox(store, () => showToast(texts().actionFailed));
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
  document.body.prepend(new PhoneFrame(store, outbox, choose, mounted.signal).element);
}

mount(readPreferences().language ?? pickLanguage(navigator.languages));
followEvents((events) => store.apply(...events));
