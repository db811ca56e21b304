import { type Business, businessSchema } from '../business/business.schema.js';
import { OpeningTimes } from './opening-times.js';

const shop = (hours: object, more: object = {}): Business =>
  businessSchema.parse({
    id: 'shop',
    name: 'Shop',
    about: 'x',
    tone: 'x',
    currency: 'EUR',
    time_zone: 'Europe/Madrid',
    hours,
    ...more,
  });

const at = (business: Business, now: string) => {
  const { current, next } = new OpeningTimes(business).at(new Date(now));
  return {
    closes: current?.to.toISO({ suppressMilliseconds: true }),
    opens: next?.from.toISO({ suppressMilliseconds: true }),
  };
};

const everyDay = (...spans: string[]) => ({
  mon: spans,
  tue: spans,
  wed: spans,
  thu: spans,
  fri: spans,
  sat: spans,
  sun: spans,
});

describe(OpeningTimes.name, () => {
  it('opens with the first minute and is closed with the last', () => {
    const business = shop(everyDay('09:00-17:00'));
    expect(at(business, '2026-11-20T08:00:00Z').closes).toBe('2026-11-20T17:00:00+01:00');
    expect(at(business, '2026-11-20T07:59:59Z')).toEqual({ closes: undefined, opens: '2026-11-20T09:00:00+01:00' });
    expect(at(business, '2026-11-20T16:00:00Z')).toEqual({ closes: undefined, opens: '2026-11-21T09:00:00+01:00' });
  });

  it('is open after midnight by the day before', () => {
    const business = shop({ fri: ['20:00-02:00'] });
    expect(at(business, '2026-11-21T00:30:00Z').closes).toBe('2026-11-21T02:00:00+01:00');
    expect(at(business, '2026-11-21T01:30:00Z')).toEqual({ closes: undefined, opens: '2026-11-27T20:00:00+01:00' });
  });

  it('opens by the wall clock on the days on which it changes', () => {
    const business = shop(everyDay('08:00-20:00'));
    expect(at(business, '2026-03-28T20:00:00Z').opens).toBe('2026-03-29T08:00:00+02:00');
    expect(at(business, '2026-10-24T20:00:00Z').opens).toBe('2026-10-25T08:00:00+01:00');
    expect(at(shop(everyDay('00:00-24:00')), '2026-03-29T12:00:00Z').closes).toBe('2026-03-30T00:00:00+02:00');
  });

  it('counts days where the business is, not where the server is', () => {
    const business = shop({ mon: ['09:00-17:00'] }, { time_zone: 'Pacific/Auckland' });
    expect(at(business, '2026-11-22T21:00:00Z').closes).toBe('2026-11-23T17:00:00+13:00'); // still Sunday in UTC
  });

  it('puts the day of one year before that of every year, and a day before a range', () => {
    const business = shop(everyDay('09:00-17:00'), {
      exceptions: [
        { from: '08-01', to: '08-31', name: 'summer' },
        { date: '08-15', hours: ['10:00-12:00'], name: 'fair' },
        { date: '2027-08-15', hours: ['11:00-13:00'], name: 'big fair' },
      ],
    });
    const times = new OpeningTimes(business);
    expect(times.on('2026-08-14')).toMatchObject({ openings: [], exception: { en: 'summer' } });
    expect(times.on('2026-08-15')).toMatchObject({ openings: [{}], exception: { en: 'fair' } });
    expect(times.on('2027-08-15')).toMatchObject({ exception: { en: 'big fair' } });
    expect(at(business, '2026-07-31T18:00:00Z').opens).toBe('2026-08-15T10:00:00+02:00');
  });

  it('says that a business without hours never opens', () => {
    expect(at(shop({}), '2026-11-20T08:00:00Z')).toEqual({ closes: undefined, opens: undefined });
  });

  it.each([
    [{ mon: ['9:00-17:00'] }],
    [{ mon: ['09:00-25:00'] }],
    [{ mon: ['09:00'] }],
    [{ mon: ['09:00-14:00', '13:00-15:00'] }],
    [{ monday: ['09:00-14:00'] }],
    [{ mon: '09:00-14:00' }],
  ])('refuses the hours %j', (hours) => {
    expect(() => shop(hours)).toThrow();
  });
});
