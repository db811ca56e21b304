import { Duration } from 'luxon';
import type { Business } from '../business/business.schema.js';
import { OpeningTimes } from './opening-times.js';

/** What is said about "now" is not said again for longer, even when nothing opens or closes. */
const longestMs = Duration.fromObject({ minutes: 5 }).toMillis();

/** How long an answer about hours stays true: until the day ends, or the business or one of its places opens or closes. */
export function goodForMs(business: Business, now: Date): number {
  const changes = [undefined, ...business.places].flatMap((place) => {
    const { now: local, current, next } = new OpeningTimes(business, place).at(now);
    return [current?.to, next?.from, local.endOf('day')].flatMap((moment) => moment?.toMillis() ?? []);
  });
  return Math.min(longestMs, ...changes.map((moment) => moment - now.getTime()).filter((ms) => ms >= 0));
}
