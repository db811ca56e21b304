import { isObject, type JsonObject } from '../wire/message-request.js';
import { type AnswerWords, fillIn } from './answer-words.js';
import { toText } from './to-text.js';

/** "viernes 2026-11-20 20:30" → "viernes 20:30": people know the date. */
const withoutDate = (moment: unknown): string =>
  String(moment)
    .replace(/\s*\d{4}-\d{2}-\d{2}(?:T|\s)*/, ' ')
    .trim();

/** What a tool says about opening hours. */
export function phraseOpening(result: JsonObject, words: AnswerWords): string | undefined {
  if (typeof result.open_now !== 'boolean') return undefined;
  const now = result.open_now
    ? result.closes
      ? fillIn(words.openNow, { until: withoutDate(result.closes) })
      : words.openNowPlain
    : fillIn(words.closedNow, { next: withoutDate(result.next_opening ?? result.opens ?? '') });
  const asked = isObject(result.asked_day) ? result.asked_day : undefined;
  const today = isObject(result.today) ? result.today : undefined;
  if (asked && asked.date !== today?.date) {
    const day = `${toText(asked.weekday)} ${toText(asked.date)}`.trim();
    return fillIn(words.onDay, { day, hours: hoursOf(asked, words) });
  }
  return today ? `${now} ${fillIn(words.today, { hours: hoursOf(today, words) })}` : now;
}

function hoursOf({ open, exception }: JsonObject, words: AnswerWords): string {
  const spans = Array.isArray(open) ? open.map(String) : [];
  const hours = spans.length > 0 ? spans.join(` ${words.and} `) : words.closed;
  return typeof exception === 'string' ? `${hours} (${exception})` : hours;
}

/** What a tool says about places. */
export function phrasePlaces(result: JsonObject, words: AnswerWords): string | undefined {
  const { places } = result;
  if (!Array.isArray(places) || places.length === 0) return undefined;
  const lines = places
    .filter(isObject)
    .slice(0, 5)
    .map((place) => {
      const state =
        typeof place.open_now === 'boolean' ? ` (${place.open_now ? words.placeOpen : words.placeClosed})` : '';
      const map = typeof place.map === 'string' ? `\n  ${place.map}` : '';
      return `- *${toText(place.name)}*: ${toText(place.address)}${state}${map}`;
    });
  return lines.join('\n');
}
