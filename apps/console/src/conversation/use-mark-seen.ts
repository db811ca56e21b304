import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { showConversations } from '../inbox/show-conversations.js';
import { api } from '../wire/console-api.js';
import type { ConversationView } from '../wire/console-contract.js';

/** Tells the server that what is unread was seen, once the page is looked at. */
export function useMarkSeen(conversation: ConversationView | undefined): void {
  const client = useQueryClient();
  const unread = conversation?.unread ?? 0;
  useEffect(() => {
    if (!conversation || unread === 0) return;
    const mark = (): void => {
      if (document.visibilityState !== 'visible') return;
      api.markSeen(conversation.id).then(
        () => showConversations(client, [{ ...conversation, unread: 0 }]),
        () => undefined, // it stays unread, and the next news try again
      );
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [client, conversation, unread]);
}
