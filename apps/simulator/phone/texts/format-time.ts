import { dayOf } from '../state/place-message.js';
import { language, texts } from './texts.js';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The reader's own regional habits when they go with the chosen language, else the language's usual ones. */
function locale(): string {
  const regional = typeof navigator === 'undefined' ? undefined : navigator.language;
  return regional?.startsWith(language()) ? regional : language();
}

/** Making a formatter costs 50 times more than using one. */
function format(name: string, options: Intl.DateTimeFormatOptions, date: Date): string {
  const key = `${locale()} ${name}`;
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale(), options);
  formatters.set(key, formatter);
  return formatter.format(date);
}

/** 10:31 */
export const formatClock = (at: string): string =>
  format('clock', { hour: 'numeric', minute: '2-digit' }, new Date(at));

/** Today, Yesterday, Monday, 3 March 2026 */
export function formatDay(at: string, now = new Date()): string {
  const ageDays = daysBetween(at, now);
  if (ageDays === 0) return texts().today;
  if (ageDays === 1) return texts().yesterday;
  if (ageDays > 1 && ageDays < 7) return format('weekday', { weekday: 'long' }, new Date(at));
  return format('day', { day: 'numeric', month: 'long', year: 'numeric' }, new Date(at));
}

/** What a chat list shows: the clock today, then the day. */
export function formatAge(at: string, now = new Date()): string {
  const ageDays = daysBetween(at, now);
  if (ageDays === 0) return formatClock(at);
  if (ageDays > 0 && ageDays < 7) return formatDay(at, now);
  return format('short', { day: '2-digit', month: '2-digit', year: 'numeric' }, new Date(at));
}

export const formatMoment = (at: string): string =>
  format('moment', { dateStyle: 'medium', timeStyle: 'medium' }, new Date(at));

/** 0:07, 12:30 */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function daysBetween(at: string, now: Date): number {
  if (dayOf(at) === dayOf(now)) return 0;
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(now) - midnight(new Date(at))) / 86_400_000);
}
