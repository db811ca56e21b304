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
    const answer = fillIn(words.onDay, { day: toDay(asked, words), hours: hoursOf(asked, words) });
    return [answer.charAt(0).toUpperCase() + answer.slice(1), ...elsewhere(result, 'asked_day', words)].join('\n');
  }
  if (!today) return now;
  return [`${now} ${fillIn(words.today, { hours: hoursOf(today, words) })}`, ...elsewhere(result, 'today', words)].join(
    '\n',
  );
}

/** "2026-11-21" → "sábado, 21 de noviembre". */
function toDay({ weekday, date }: JsonObject, { locale }: AnswerWords): string {
  const day = new Date(`${toText(date)}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return toText(weekday);
  return day.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
}

/** The places whose hours are their own. */
function elsewhere(result: JsonObject, key: 'asked_day' | 'today', words: AnswerWords): string[] {
  const places = Array.isArray(result.places_with_other_hours) ? result.places_with_other_hours.filter(isObject) : [];
  return places.slice(0, 3).flatMap((place) => {
    const day = place[key];
    return isObject(day) ? [`*${toText(place.place)}*: ${hoursOf(day, words)}.`] : [];
  });
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
