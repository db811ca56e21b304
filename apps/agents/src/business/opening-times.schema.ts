import { z } from 'zod';
import { localised } from './localised.js';

/** In the order of ISO weekdays: the first one is 1. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

/** From an hour to an hour of the same day, or of the next one when it is not later; minutes since midnight. */
export interface OpenSpan {
  from: number;
  to: number;
}

/** "08:00-14:00"; "20:00-02:00" ends on the next day, "00:00-24:00" is all day. */
const span = z.string('expected a span such as "08:00-14:00"').transform((value, context): OpenSpan => {
  const [from = '', to = ''] = value.split('-').map((part) => part.trim());
  if (clock.test(from) && (clock.test(to) || to === '24:00')) {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    return { from: start, to: end > start ? end : end + 1_440 };
  }
  context.addIssue({ code: 'custom', message: `expected a span such as "08:00-14:00", got "${value.slice(0, 40)}"` });
  return z.NEVER;
});

const spans = z
  .array(span, 'expected a list of spans')
  .max(6, 'expected at most 6 spans')
  .refine(
    (list) => list.toSorted((a, b) => a.from - b.from).every(({ to }, n, all) => !all[n + 1] || to <= all[n + 1]!.from),
    'the spans of a day overlap',
  );

export const weekSchema = z.strictObject(
  Object.fromEntries(weekdays.map((day) => [day, spans.default([])])) as Record<Weekday, z.ZodDefault<typeof spans>>,
  'expected hours by weekday (mon … sun)',
);

export type WeekHours = z.infer<typeof weekSchema>;

/** A date of one year (2026-12-24) or of every year (12-25). */
const day = z
  .string('expected a date')
  .regex(/^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'expected YYYY-MM-DD or MM-DD')
  .refine((value) => {
    const [year, month, date] = (value.length === 5 ? `2024-${value}` : value).split('-').map(Number);
    return new Date(Date.UTC(year!, month! - 1, date)).getUTCDate() === date;
  }, 'is no date of the calendar');

/** A day or several on which the usual hours do not hold. */
export const exceptionSchema = z
  .strictObject({
    date: day.optional(),
    from: day.optional(),
    to: day.optional(),
    hours: spans.default([]),
    name: localised,
  })
  .refine(({ date, from, to }) => (date ? !from && !to : from && to), 'expected a date, or from and to')
  .refine(({ from = '', to = '' }) => from.length === to.length && from <= to, 'from is after to')
  .transform(({ date, from, to, ...rest }) => ({ from: (date ?? from)!, to: (date ?? to)!, ...rest }));

export type HoursException = z.infer<typeof exceptionSchema>;

function minutesOf(value: string): number {
  const [hours, minutes] = value.split(':').map(Number);
  return hours! * 60 + minutes!;
}
