import type {
  AnsweredView,
  CircuitsView,
  ConversationPage,
  ConversationView,
  EntryView,
  SessionView,
  Transcript,
} from './console-contract.js';
import { ask } from './ask.js';

/** `mine` is what the signed-in operator has: a part of `human`, which is what the gateway knows. */
export type Filter = 'all' | 'unread' | 'waiting' | 'mine' | 'human' | 'set_aside';

export interface Search {
  query: string;
  filter: Filter;
  phoneNumberId: string;
}

const of = (conversationId: string): string => `/conversations/${encodeURIComponent(conversationId)}`;

/** Everything that the page asks of the gateway; each call fails with an ApiError. */
export const api = {
  session: (): Promise<SessionView> => ask('GET', '/session'),
  signIn: (token: string, operator: string): Promise<SessionView> => ask('POST', '/session', { token, operator }),
  signOut: (): Promise<void> => ask('DELETE', '/session'),
  circuits: (signal: AbortSignal): Promise<CircuitsView> => ask('GET', '/circuits', undefined, signal),
  search: (search: Search, pageToken: string, signal: AbortSignal): Promise<ConversationPage> =>
    ask(
      'POST',
      '/conversations/search',
      { ...search, filter: search.filter === 'mine' ? 'human' : search.filter, pageToken },
      signal,
    ),
  open: (id: string, before: string, signal: AbortSignal): Promise<Transcript> =>
    ask('GET', `${of(id)}?before=${encodeURIComponent(before)}`, undefined, signal),
  takeOver: (id: string, idempotencyKey: string): Promise<ConversationView> =>
    ask('POST', `${of(id)}/take-over`, { idempotencyKey }),
  handBack: (id: string, note: string, idempotencyKey: string): Promise<ConversationView> =>
    ask('POST', `${of(id)}/hand-back`, { note, idempotencyKey }),
  answer: (id: string, text: string, idempotencyKey: string): Promise<EntryView & AnsweredView> =>
    ask('POST', `${of(id)}/answers`, { text, idempotencyKey }),
  markSeen: (id: string): Promise<void> => ask('POST', `${of(id)}/seen`, {}),
  erase: (id: string): Promise<{ erased: number }> => ask('POST', `${of(id)}/erase`, { confirm: 'erase' }),
  replay: (turnId: string): Promise<{ isReplayed: boolean }> =>
    ask('POST', `/turns/${encodeURIComponent(turnId)}/replay`, {}),
};
