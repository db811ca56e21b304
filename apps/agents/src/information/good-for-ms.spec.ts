import { businessSchema } from '../business/business.schema.js';
import { goodForMs } from './good-for-ms.js';

describe(goodForMs, () => {
  const business = businessSchema.parse({
    id: 'shop',
    name: 'Shop',
    about: 'x',
    tone: 'x',
    currency: 'EUR',
    time_zone: 'Europe/Madrid',
    hours: { mon: ['09:00-17:00'] },
  });
  const at = (time: string) => goodForMs(business, new Date(`${time}+01:00`)) / 60_000;

  it.each([
    ['while nothing changes soon', '2026-11-23T12:00:00', 5],
    ['before it opens', '2026-11-23T08:58:00', 2],
    ['before it closes', '2026-11-23T16:57:00', 3],
    ['before the day ends, where the business is', '2026-11-23T23:59:00', 1],
  ])('is short %s', (_, time, minutes) => expect(at(time)).toBeCloseTo(minutes, 2));
});
