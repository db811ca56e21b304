import { useEffect } from 'react';
import { useConversations } from './use-conversations.js';

/** Unread and waiting conversations, in the title of the tab. */
export function useUnreadTitle(phoneNumberId: string): void {
  const { conversations } = useConversations({ query: '', filter: 'unread', phoneNumberId });
  const count = conversations.length;
  useEffect(() => {
    document.title = count > 0 ? `(${count}) Parley` : 'Parley';
  }, [count]);
}
