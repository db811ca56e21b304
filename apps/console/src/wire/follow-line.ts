/** `behind`: the page is connected, but the gateway cannot hear of changes right now. */
export type Line = 'connecting' | 'live' | 'behind' | 'lost';

export interface LineFollower {
  /** What to do with each kind of news. */
  news: Record<string, (data: string) => void>;
  onLine(line: Line): void;
  /** @param hasMissed something may have happened since it was heard last */
  onOpen?(hasMissed: boolean): void;
  /** The stream was refused: the session may have ended. */
  onRefused(): void;
}

/** The gateway sends a beat every 15 s. */
const SILENCE_MS = 40_000;
const RETRY_MS = 3_000;

/** Listens to one stream of the gateway until the returned function ends it; opens it again when it breaks or falls silent. */
export function followLine(address: string, follower: LineFollower): () => void {
  let source: EventSource | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let hasMissed = false;

  const open = (): void => {
    source?.close();
    const line = new EventSource(address);
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
    for (const [type, act] of Object.entries(follower.news))
      on(type, (data) => {
        follower.onLine('live');
        act(data);
      });
    on('away', () => follower.onLine('behind'));
    line.onopen = () => {
      follower.onLine('live');
      follower.onOpen?.(hasMissed);
      hasMissed = false;
    };
    line.onerror = () => {
      follower.onLine('lost');
      if (line.readyState !== EventSource.CLOSED) return; // the browser tries again, and says where it stopped
      follower.onRefused();
      reopen();
    };
  };
  const reopen = (): void => {
    hasMissed = true;
    clearTimeout(watchdog);
    clearTimeout(retry);
    source?.close();
    follower.onLine('lost');
    retry = setTimeout(open, RETRY_MS);
  };

  follower.onLine('connecting');
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
