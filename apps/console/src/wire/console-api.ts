import type {
  AnsweredView,
  ConversationPage,
  ConversationView,
  EntryView,
  SessionView,
  Transcript,
} from './console-contract.js';
import { ApiError } from './api-error.js';

/** `mine` is what the signed-in operator has: a part of `human`, which is what the gateway knows. */
export type Filter = 'all' | 'unread' | 'waiting' | 'mine' | 'human' | 'set_aside';

export interface Search {
  query: string;
  filter: Filter;
  phoneNumberId: string;
}

const ROOT = '/console/api';
const TIMEOUT_MS = 25_000;

async function ask<T>(method: string, path: string, body?: object, signal?: AbortSignal): Promise<T> {
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(`${ROOT}${path}`, {
    method,
    headers: { 'x-parley-console': '1', ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiError(0, 'NO_CONNECTION');
  });
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const said = (await response.json().catch(() => ({}))) as { reason?: string };
  throw new ApiError(response.status, said.reason ?? 'INTERNAL');
}

const of = (conversationId: string): string => `/conversations/${encodeURIComponent(conversationId)}`;

/** Everything that the page asks of the gateway; each call fails with an ApiError. */
export const api = {
  session: (): Promise<SessionView> => ask('GET', '/session'),
  signIn: (token: string, operator: string): Promise<SessionView> => ask('POST', '/session', { token, operator }),
  signOut: (): Promise<void> => ask('DELETE', '/session'),
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
