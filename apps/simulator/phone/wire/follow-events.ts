import type { PhoneEvent } from '../state/reduce-phone.js';
import type { ServerEvents } from './phone-contract.js';
import { eventsUrl, phoneApi } from './phone-api.js';

const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 8_000;
/** Hidden tabs get no animation frames; their events are taken in at this pace. */
const HIDDEN_FLUSH_MS = 250;

/** The server says `ping` every 20 s. Once it has, a longer silence means that the connection is dead. */
const SILENCE_MS = 50_000;

const eventNames = [
  'message',
  'typing',
  'person',
  'person-removed',
  'knobs',
  'business',
  'menu',
  'reset',
] as const satisfies (keyof ServerEvents)[];

/**
 * Keeps the store equal to the server: opens the stream, loads the snapshot, then applies what the stream says.
 * After every gap it loads the snapshot again, so nothing that was said meanwhile is missed. Events of one frame are
 * applied together, which keeps a flood of them cheap.
 */
export function followEvents(apply: (events: PhoneEvent[]) => void): void {
  let source: EventSource | undefined;
  let retryMs = RETRY_MIN_MS;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let waiting: PhoneEvent[] = [];
  let isLoaded = false;
  let isFlushPlanned = false;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    isFlushPlanned = false;
    if (!isLoaded || waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    apply(events);
  };

  const take = (event: PhoneEvent) => {
    waiting.push(event);
    if (event.type === 'reset' && source) void load(source);
    if (isFlushPlanned || !isLoaded) return;
    isFlushPlanned = true;
    if (document.visibilityState === 'visible') requestAnimationFrame(flush);
    else setTimeout(flush, HIDDEN_FLUSH_MS);
  };

  const load = async (mine: EventSource) => {
    try {
      const [snapshot, knobs] = await Promise.all([phoneApi.fetchSnapshot(), phoneApi.fetchKnobs()]);
      if (mine !== source) return;
      isLoaded = true;
      retryMs = RETRY_MIN_MS;
      waiting.unshift({ type: 'loaded', snapshot, knobs });
      flush();
    } catch {
      if (mine === source) reconnect();
    }
  };

  const reconnect = () => {
    source?.close();
    source = undefined;
    isLoaded = false;
    waiting = [];
    apply([{ type: 'connection-lost' }]);
    clearTimeout(silenceTimer);
    clearTimeout(retryTimer);
    retryTimer = setTimeout(open, retryMs);
    retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
  };

  const open = () => {
    clearTimeout(retryTimer);
    source?.close();
    const mine = new EventSource(eventsUrl);
    source = mine;
    mine.onopen = () => void load(mine);
    mine.onerror = () => mine === source && reconnect();
    mine.addEventListener('ping', () => {
      clearTimeout(silenceTimer);
      silenceTimer = setTimeout(() => mine === source && reconnect(), SILENCE_MS);
    });
    for (const name of eventNames) {
      mine.addEventListener(name, (event: MessageEvent<string>) => {
        const said = parseEvent(name, event.data);
        if (mine === source && said) take(said);
      });
    }
  };

  window.addEventListener('online', open);
  open();
}

function parseEvent(type: keyof ServerEvents, json: string): PhoneEvent | undefined {
  try {
    return { type, ...(JSON.parse(json) as object) } as PhoneEvent;
  } catch {
    return undefined; // a broken line is followed by good ones, and the next snapshot heals the gap
  }
}
