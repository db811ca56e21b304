import { isUnread } from '../state/count-unread.js';
import { chatOf } from '../state/phone-state.js';
import type { PhoneStore } from '../state/phone-store.js';
import { phoneApi } from '../wire/phone-api.js';

/** Tells the server that the person has seen the chat, once for each newest unread message. */
export function markRead(
  store: PhoneStore,
  isWatching: (personId: string) => boolean,
  signal: AbortSignal,
): () => void {
  const lastTold = new Map<string, string>();
  const look = () => {
    const { selectedId, knobs, connection } = store.state;
    if (selectedId === undefined || connection !== 'live' || knobs?.online === false || !isWatching(selectedId)) return;
    const newest = chatOf(store.state, selectedId).findLast(isUnread);
    if (!newest || lastTold.get(selectedId) === newest.id) return;
    lastTold.set(selectedId, newest.id);
    phoneApi.markRead(selectedId).catch(() => lastTold.delete(selectedId));
  };
  store.subscribe(look, signal);
  return look;
}
