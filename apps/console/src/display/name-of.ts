import type { ConversationView } from '../wire/console-contract.js';

export const numberOf = ({ waId }: Pick<ConversationView, 'waId'>): string =>
  waId ? `+${waId.replace(/^\+/, '')}` : '';

/** The name that the person gave, or else their number, or else the end of the id. */
export const nameOf = (conversation: Pick<ConversationView, 'contactName' | 'waId' | 'id'>): string =>
  conversation.contactName || numberOf(conversation) || `…${conversation.id.slice(-6)}`;
