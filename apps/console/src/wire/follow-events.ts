import type { ConversationView } from './console-contract.js';

/** `behind`: the page is connected, but the gateway cannot hear of changes right now. */
export type Line = 'connecting' | 'live' | 'behind' | 'lost';

export interface Followers {
  onConversations(conversations: ConversationView[]): void;
  /** Something may have been missed: what is shown has to be asked for again. */
  onReset(): void;
  onLine(line: Line): void;
  /** The stream was refused: the session may have ended. */
  onRefused(): void;
}

/** The gateway sends a beat every 15 s. */
const SILENCE_MS = 40_000;
const RETRY_MS = 3_000;

/** Listens to the gateway until the returned function ends it; opens the line again when it breaks or falls silent. */
export function followEvents(followers: Followers): () => void {
  let source: EventSource | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let hasMissed = false;

  const open = (): void => {
    source?.close();
    const line = new EventSource('/console/api/events');
    source = line;
    const heard = (): void => {
      clearTimeout(watchdog);
      watchdog = setTimeout(reopen, SILENCE_MS);
    };
    const on = (type: string, act: (data: string) => void): void =>
      line.addEventListener(type, (event: MessageEvent<string>) => {
        heard();
        act(event.data);
      });
    heard();
    on('beat', () => undefined);
    on('conversations', (data) => {
      followers.onLine('live');
      followers.onConversations((JSON.parse(data) as { conversations: ConversationView[] }).conversations);
    });
    on('reset', () => {
      followers.onLine('live');
      followers.onReset();
    });
    on('away', () => followers.onLine('behind'));
    line.onopen = () => {
      followers.onLine('live');
      if (hasMissed) followers.onReset();
      hasMissed = false;
    };
    line.onerror = () => {
      followers.onLine('lost');
      if (line.readyState !== EventSource.CLOSED) return; // the browser tries again, and says where it stopped
      followers.onRefused();
      reopen();
    };
  };
  const reopen = (): void => {
    hasMissed = true;
    clearTimeout(watchdog);
    clearTimeout(retry);
    source?.close();
    followers.onLine('lost');
    retry = setTimeout(open, RETRY_MS);
  };

  followers.onLine('connecting');
  open();
  const atOnce = (): void => {
    hasMissed = true;
    clearTimeout(retry);
    open();
  };
  addEventListener('online', atOnce);
  return () => {
    removeEventListener('online', atOnce);
    clearTimeout(watchdog);
    clearTimeout(retry);
    source?.close();
  };
}
