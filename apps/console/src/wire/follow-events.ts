import type { ConversationView } from './console-contract.js';
import { followLine, type Line } from './follow-line.js';

export interface Followers {
  onConversations(conversations: ConversationView[]): void;
  /** Something may have been missed: what is shown has to be asked for again. */
  onReset(): void;
  onLine(line: Line): void;
  /** The stream was refused: the session may have ended. */
  onRefused(): void;
}

/** Listens to what happens in all conversations until the returned function ends it. */
export function followEvents(followers: Followers): () => void {
  return followLine('/console/api/events', {
    news: {
      conversations: (data) =>
        followers.onConversations((JSON.parse(data) as { conversations: ConversationView[] }).conversations),
      reset: () => followers.onReset(),
    },
    onLine: (line) => followers.onLine(line),
    onOpen: (hasMissed) => hasMissed && followers.onReset(),
    onRefused: () => followers.onRefused(),
  });
}
