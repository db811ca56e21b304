import type { ServerResponse } from 'node:http';
import type { ConversationFeed, FeedEvent } from './conversation-feed.js';
import { EventStream, type StreamOptions } from './event-stream.js';

/** Writes the feed to one page as server-sent events until either side ends it. @throws AppError OVERLOADED before anything is written */
export function streamFeed(
  feed: ConversationFeed,
  response: ServerResponse,
  { lastEventId, ...options }: StreamOptions & { lastEventId?: string },
): void {
  const early: FeedEvent[] = [];
  let send = (event: FeedEvent): void => void early.push(event);
  const unsubscribe = feed.subscribe({ onEvent: (event) => send(event), onEnd: () => response.end() }, lastEventId);
  const stream = new EventStream(response, options, unsubscribe);
  send = ({ id, type, ...news }) => stream.send(type, news, id);
  early.forEach((event) => send(event));
}
