const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Days between two moments on the calendar of the viewer. */
function daysBetween(from: Date, to: Date): number {
  const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
  return Math.round((midnight(to) - midnight(from)) / DAY);
}

export const timeOfDay = (at: Date, language: string): string =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(at);

/** For a row of the list: the time today, the weekday this week, else the date. */
export function shortMoment(at: Date, now: Date, language: string): string {
  const days = daysBetween(at, now);
  if (days <= 0) return timeOfDay(at, language);
  if (days < 7) return new Intl.DateTimeFormat(language, { weekday: 'short' }).format(at);
  const isThisYear = at.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    ...(!isThisYear && { year: 'numeric' }),
  }).format(at);
}

/** For a line between two days; the words for today and yesterday are given. */
export function dayLabel(at: Date, now: Date, language: string, words: { today: string; yesterday: string }): string {
  const days = daysBetween(at, now);
  if (days === 0) return words.today;
  if (days === 1) return words.yesterday;
  return new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(at.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
  }).format(at);
}

/** Everything, with the time zone: for tooltips. */
export const fullMoment = (at: Date, language: string): string =>
  new Intl.DateTimeFormat(language, {
    dateStyle: 'full',
    timeStyle: 'long',
  }).format(at);

/** Coarse on purpose: it stays the same for a minute. */
export function duration(ms: number, language: string): string {
  const part = (value: number, unit: 'day' | 'hour' | 'minute'): string =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' }).format(value);
  if (ms >= 2 * DAY) return part(Math.floor(ms / DAY), 'day');
  if (ms < HOUR) return part(Math.max(1, Math.floor(ms / MINUTE)), 'minute');
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  const hours = part(Math.floor(ms / HOUR), 'hour');
  return ms < 10 * HOUR && minutes > 0 ? `${hours} ${part(minutes, 'minute')}` : hours;
}

/** Of work: exact where it is short. */
export function span(ms: number, language: string): string {
  const part = (value: number, unit: 'hour' | 'minute' | 'second' | 'millisecond', digits = 0): string =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'narrow',
      maximumFractionDigits: digits,
    }).format(value);
  if (ms < 1_000) return part(Math.max(0, Math.round(ms)), 'millisecond');
  if (ms < 10_000) return part(Math.floor(ms / 100) / 10, 'second', 1);
  if (ms < MINUTE) return part(Math.floor(ms / 1_000), 'second');
  if (ms >= HOUR) return duration(ms, language);
  const seconds = Math.floor((ms % MINUTE) / 1_000);
  return `${part(Math.floor(ms / MINUTE), 'minute')}${seconds > 0 ? ` ${part(seconds, 'second')}` : ''}`;
}
