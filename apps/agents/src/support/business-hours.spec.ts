import { businessSchema } from '../business/business.schema.js';
import { toWorkingHours } from './business-hours.js';
import { addWorkingMinutes } from './sla-clock.js';

const business = (hours: object, exceptions: object[] = []) =>
  businessSchema.parse({
    id: 'shop',
    name: 'Shop',
    about: 'A shop',
    tone: 'kind',
    time_zone: 'Europe/Madrid',
    currency: 'EUR',
    hours,
    exceptions,
  });
const week = { mon: ['09:00-14:00', '17:00-20:00'], tue: ['09:00-14:00'], fri: ['20:00-02:00'] };
const after = (from: string, minutes: number, facts = business(week)) =>
  new Date(addWorkingMinutes(Date.parse(from), minutes, toWorkingHours(facts).working)).toISOString();

describe(toWorkingHours.name, () => {
  it.each([
    ['within a span', '2026-11-23T08:30:00Z', 60, '2026-11-23T09:30:00.000Z'],
    ['over the break', '2026-11-23T12:30:00Z', 60, '2026-11-23T16:30:00.000Z'],
    ['over days on which nobody works', '2026-11-24T12:30:00Z', 60, '2026-11-27T19:30:00.000Z'],
    ['past midnight', '2026-11-27T22:00:00Z', 60, '2026-11-27T23:00:00.000Z'],
    ['of a night that began yesterday', '2026-11-28T00:30:00Z', 30, '2026-11-28T01:00:00.000Z'],
    ['over two weeks', '2026-11-23T08:00:00Z', 3 * 19 * 60, '2026-12-12T01:00:00.000Z'],
  ])('counts the time %s, by the clock of the business', (_, from, minutes, expected) => {
    expect(after(from, minutes)).toBe(expected);
  });

  it('leaves holidays out', () => {
    const facts = business(week, [{ date: '2026-11-23', name: 'Holiday' }]);
    expect(after('2026-11-23T08:30:00Z', 60, facts)).toBe('2026-11-24T09:00:00.000Z');
  });

  it('counts 08:00 as 08:00 also when the clocks change', () => {
    const facts = business({ sat: ['09:00-10:00'], mon: ['09:00-10:00'] });
    expect(after('2026-10-24T07:00:00Z', 90, facts)).toBe('2026-10-26T08:30:00.000Z');
  });

  it('never closes where no hours are given', () => {
    expect(after('2026-11-23T08:30:00Z', 60, business({}))).toBe('2026-11-23T09:30:00.000Z');
  });
});
