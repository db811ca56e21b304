import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { toRoute } from '../app/route.js';
import type { Search } from '../wire/console-api.js';
import type { ConversationPage, ConversationView, SessionView, Transcript } from '../wire/console-contract.js';
import { mergeConversations } from './merge-conversations.js';

/** Puts conversations as they are now into everything that shows them. */
export function showConversations(client: QueryClient, changed: readonly ConversationView[]): void {
  const { id: kept } = toRoute(location.hash);
  const me = client.getQueryData<SessionView>(['session'])?.operator ?? '';
  for (const query of client.getQueryCache().findAll({ queryKey: ['conversations'] })) {
    const { filter, query: words, phoneNumberId } = query.queryKey[1] as Search;
    if (words !== '') {
      // Only the server knows what a search finds
      void client.invalidateQueries({ queryKey: query.queryKey });
      continue;
    }
    const here = changed.filter((one) => phoneNumberId === '' || one.phoneNumberId === phoneNumberId);
    client.setQueryData<InfiniteData<ConversationPage, string>>(
      query.queryKey,
      (data) => data && { ...data, pages: mergeConversations(data.pages, here, { filter, me, kept }) },
    );
  }
  for (const conversation of changed) {
    client.setQueryData<InfiniteData<Transcript, string>>(
      ['transcript', conversation.id],
      (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, conversation })) },
    );
  }
}

/** After an erasure. */
export function forgetConversation(client: QueryClient, id: string): void {
  client.removeQueries({ queryKey: ['transcript', id] });
  void client.invalidateQueries({ queryKey: ['conversations'] });
}
