import type { ServerResponse } from 'node:http';
import type { ConversationFeed, FeedEvent } from './conversation-feed.js';

/** Also tells the page that the line still stands: it takes two of these in silence for a broken one. */
const BEAT_MS = 15_000;
/** A page that reads slower than this is behind is cut off; it comes again and catches up. */
const MAX_BEHIND_BYTES = 1_000_000;

interface StreamOptions {
  lastEventId?: string;
  /** The stream ends with the session. */
  endsAtMs: number;
  headers: Record<string, string>;
}

/** Writes the feed to one page as server-sent events until either side ends it. @throws AppError OVERLOADED before anything is written */
export function streamFeed(feed: ConversationFeed, response: ServerResponse, options: StreamOptions): void {
  const early: FeedEvent[] = [];
  let send = (event: FeedEvent): void => void early.push(event);
  const unsubscribe = feed.subscribe(
    { onEvent: (event) => send(event), onEnd: () => response.end() },
    options.lastEventId,
  );
  const write = (text: string): void => {
    response.write(text);
    if (response.writableLength > MAX_BEHIND_BYTES) response.destroy();
  };
  response.writeHead(200, {
    ...options.headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  write('retry: 1000\nevent: beat\ndata: {}\n\n');
  send = ({ id, type, ...news }) => write(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(news)}\n\n`);
  early.forEach((event) => send(event));
  const beats = setInterval(() => write('event: beat\ndata: {}\n\n'), BEAT_MS);
  const end = setTimeout(() => response.end(), options.endsAtMs - Date.now());
  response.once('close', () => {
    clearInterval(beats);
    clearTimeout(end);
    unsubscribe();
  });
}
