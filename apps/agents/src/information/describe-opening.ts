import type { DateTime } from 'luxon';
import type { Business, Place } from '../business/business.schema.js';
import { inLanguage } from '../business/localised.js';
import { describeWeek } from '../business/describe-business.js';
import type { Language } from '../tools/tool.js';
import { type Day, type Opening, OpeningTimes } from './opening-times.js';

export interface OpeningQuestion {
  now: Date;
  language: Language;
  place?: Place;
  /** YYYY-MM-DD */
  date?: string;
}

/** Exceptions that are worth telling without being asked. */
const aheadDays = 14;

/** When a business is open, for a model: every moment by the business's clock, with the weekday in the person's language. */
export function describeOpening(business: Business, { now, language, place, date }: OpeningQuestion) {
  const times = new OpeningTimes(business, place);
  const { now: local, current, next } = times.at(now);
  const toDay = ({ date: day, openings, exception }: Day) => ({
    date: day,
    weekday: weekdayOf(local.set(dateParts(day)), language),
    open: openings.map(toSpan),
    ...(openings.length === 0 && { closed: true }),
    ...(exception && { exception: inLanguage(exception, language) }),
  });
  return {
    ...(place && { place: inLanguage(place.name, language) }),
    time_zone: business.time_zone,
    now: `${weekdayOf(local, language)} ${local.toFormat('yyyy-MM-dd HH:mm')}`,
    open_now: current !== undefined,
    ...(current && { closes: toMoment(current.to, language) }),
    next_opening: next ? toMoment(next.from, language) : 'none within a year',
    today: toDay(times.on(local.toISODate()!)),
    ...(date && { asked_day: toDay(times.on(date)) }),
    usual_week: describeWeek(place?.hours ?? business.hours),
    exceptions_soon: times
      .days(now, aheadDays)
      .filter(({ exception }) => exception)
      .map(toDay),
  };
}

const dateParts = (date: string) => {
  const [year, month, day] = date.split('-').map(Number);
  return { year, month, day };
};

const weekdayOf = (moment: DateTime, language: Language) => moment.setLocale(language).toFormat('cccc');

const toMoment = (moment: DateTime, language: Language) =>
  `${weekdayOf(moment, language)} ${moment.toFormat('yyyy-MM-dd HH:mm')}`;

const toSpan = ({ from, to }: Opening) =>
  `${from.toFormat('HH:mm')}-${to.hasSame(from, 'day') ? to.toFormat('HH:mm') : `${to.toFormat('HH:mm')} (${to.toFormat('yyyy-MM-dd')})`}`;
