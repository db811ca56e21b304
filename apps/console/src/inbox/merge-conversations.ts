import type { Filter } from '../wire/console-api.js';
import type { ConversationPage, ConversationView } from '../wire/console-contract.js';

const filters: Record<Filter, (conversation: ConversationView, me: string) => boolean> = {
  all: () => true,
  unread: ({ unread }) => unread > 0,
  waiting: ({ owner }) => owner === 'waiting',
  mine: ({ owner, operator }, me) => owner === 'human' && operator === me,
  human: ({ owner }) => owner === 'human',
  set_aside: ({ hasSetAside }) => hasSetAside,
};

export const belongsTo = (filter: Filter, conversation: ConversationView, me: string): boolean =>
  filters[filter](conversation, me);

/** The newest message first; those without one last. */
const byNewest = (a: ConversationView, b: ConversationView): number =>
  (b.lastMessageAt ?? '').localeCompare(a.lastMessageAt ?? '') || a.id.localeCompare(b.id);

/**
 * Pages of a list after changes: what belongs is put where it belongs, what does not any more goes, unless it is `kept`:
 * the conversation that somebody has open must not vanish under their hands.
 */
export function mergeConversations(
  pages: readonly ConversationPage[],
  changed: readonly ConversationView[],
  { filter, me, kept }: { filter: Filter; me: string; kept?: string },
): ConversationPage[] {
  const news = new Map(changed.map((conversation) => [conversation.id, conversation]));
  const shown = pages.flatMap(({ conversations }) => conversations);
  const known = new Set(shown.map(({ id }) => id));
  const updated = shown
    .map((conversation) => news.get(conversation.id) ?? conversation)
    .filter(
      (conversation) => !news.has(conversation.id) || conversation.id === kept || belongsTo(filter, conversation, me),
    );
  const added = [...news.values()].filter(({ id }) => !known.has(id)).filter((one) => belongsTo(filter, one, me));
  const nextPageToken = pages.at(-1)?.nextPageToken ?? '';
  const sorted = [...updated, ...added].sort(byNewest);
  return pages.map((page, index) =>
    index === 0
      ? { conversations: sorted, nextPageToken: pages.length === 1 ? nextPageToken : page.nextPageToken }
      : { ...page, conversations: [] },
  );
}
