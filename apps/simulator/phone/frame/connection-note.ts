import { element } from '../dom/element.js';
import type { PhoneState } from '../state/phone-state.js';
import type { PhoneStore } from '../state/phone-store.js';
import { texts } from '../texts/texts.js';

/** So long a gap is not worth a word: most reconnections are faster. */
const PATIENCE_MS = 400;

/** Says that what is shown may be old, until it is not any more. */
export function connectionNote(store: PhoneStore, signal: AbortSignal): HTMLElement {
  const words = element('span');
  const note = element(
    'div',
    { class: 'connection-note', role: 'status', hidden: true, 'data-testid': 'connection' },
    element('span', { class: 'spinner', 'aria-hidden': 'true' }),
    words,
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const update = ({ connection }: PhoneState) => {
    note.dataset.connection = connection;
    clearTimeout(timer);
    if (connection === 'live') {
      note.hidden = true;
      return;
    }
    timer = setTimeout(() => {
      words.textContent = connection === 'connecting' ? texts().connecting : texts().reconnecting;
      note.hidden = false;
    }, PATIENCE_MS);
  };
  update(store.state);
  store.subscribe((state, previous) => state.connection !== previous.connection && update(state), signal);
  return note;
}
