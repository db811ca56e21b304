import { type Conversation, Owner } from '#libs/contracts';
import type { ConversationView, OwnerView } from './console-views.js';

const owners: Partial<Record<Owner, OwnerView>> = {
  [Owner.OWNER_WAITING]: 'waiting',
  [Owner.OWNER_HUMAN]: 'human',
  [Owner.OWNER_OTHER_APP]: 'other_app',
};

export const toIso = (at: Date | undefined): string | null => at?.toISOString() ?? null;

export function toConversationView(conversation: Conversation): ConversationView {
  const { owner, lastMessageAt, windowClosesAt, handoff, ...rest } = conversation;
  return {
    ...rest,
    owner: owners[owner] ?? 'bot',
    lastMessageAt: toIso(lastMessageAt),
    windowClosesAt: toIso(windowClosesAt),
    handoff: handoff
      ? { ...handoff, requestedAt: toIso(handoff.requestedAt), escalatedAt: toIso(handoff.escalatedAt) }
      : null,
  };
}
