const texts = new Map<string, string>();

/** What was being written in each conversation, for as long as the page lives: looking elsewhere loses nothing. */
export const drafts = {
  get: (conversationId: string): string => texts.get(conversationId) ?? '',
  clear: (): void => texts.clear(),
  set(conversationId: string, text: string): void {
    if (text) texts.set(conversationId, text);
    else texts.delete(conversationId);
  },
};
