import { DateTime } from 'luxon';
import type { Business, Place } from '../business/business.schema.js';
import type { Localised } from '../business/localised.js';
import { weekdays, type HoursException, type OpenSpan, type WeekHours } from '../business/opening-times.schema.js';

export interface Opening {
  from: DateTime;
  to: DateTime;
}

export interface Day {
  /** YYYY-MM-DD, where the business is. */
  date: string;
  openings: Opening[];
  /** Why this day is not like others of its weekday. */
  exception?: Localised;
}

export interface OpenState {
  /** Now, where the business is. */
  now: DateTime;
  /** Now's opening, when there is one. */
  current?: Opening;
  /** The next one that begins; none within a year means closed for good. */
  next?: Opening;
}

const horizonDays = 370;

/** When a business, or one place of it, is open: by the wall clock of its time zone, over changes of that clock too. */
export class OpeningTimes {
  private readonly zone: string;
  private readonly week: WeekHours;
  private readonly exceptions: HoursException[];

  constructor({ time_zone, hours, exceptions }: Business, place?: Place) {
    this.zone = time_zone;
    this.week = place?.hours ?? hours;
    // a day of one year goes before the same day of every year, and one day before a range
    this.exceptions = exceptions.toSorted((a, b) => b.from.length - a.from.length || lengthOf(a) - lengthOf(b));
  }

  /** @param date YYYY-MM-DD */
  on(date: string): Day {
    const midnight = DateTime.fromISO(date, { zone: this.zone });
    const exception = this.exceptions.find((candidate) => holdsOn(candidate, date));
    const spans = exception ? exception.hours : this.week[weekdays[midnight.weekday - 1]!];
    return { date, openings: spans.map((span) => toOpening(midnight, span)), exception: exception?.name };
  }

  /** Today and those that follow. */
  days(now: Date, count: number): Day[] {
    const today = DateTime.fromJSDate(now, { zone: this.zone }).startOf('day');
    return Array.from({ length: count }, (_, n) => this.on(today.plus({ days: n }).toISODate()!));
  }

  at(now: Date): OpenState {
    const local = DateTime.fromJSDate(now, { zone: this.zone });
    const today = local.startOf('day');
    const sinceYesterday = [-1, 0].flatMap((days) => this.on(today.plus({ days }).toISODate()!).openings);
    const current = sinceYesterday.find(({ from, to }) => from <= local && local < to);
    for (let days = 0; days < horizonDays; days++) {
      const next = this.on(today.plus({ days }).toISODate()!).openings.find(({ from }) => from > local);
      if (next) return { now: local, current, next };
    }
    return { now: local, current };
  }
}

/** By the wall clock, not by minutes that have passed: 08:00 is 08:00 on a day of 23 hours too. */
function toOpening(midnight: DateTime, { from, to }: OpenSpan): Opening {
  const at = (minutes: number) =>
    midnight
      .plus({ days: Math.floor(minutes / 1_440) })
      .set({ hour: Math.floor((minutes % 1_440) / 60), minute: minutes % 60 });
  return { from: at(from), to: at(to) };
}

function holdsOn({ from, to }: HoursException, date: string): boolean {
  const day = from.length === 5 ? date.slice(5) : date;
  return from <= day && day <= to;
}

/** Days from the first to the last of a range, near enough to order ranges by. */
function lengthOf({ from, to }: HoursException): number {
  const [start, end] = [from, to].map((day) => Date.parse(day.length === 5 ? `2024-${day}` : day));
  return end! - start!;
}
