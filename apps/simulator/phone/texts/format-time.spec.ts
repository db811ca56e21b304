import { afterEach, describe, expect, it } from '@jest/globals';
import { formatAge, formatClock, formatDay, formatSeconds } from './format-time.js';
import { useLanguage } from './texts.js';

const now = new Date(2026, 10, 20, 15, 30); // a Friday
const at = (month: number, day: number, hour = 10) => new Date(2026, month, day, hour, 5).toISOString();

afterEach(() => useLanguage('en'));

describe(formatDay, () => {
  it('says today, yesterday, a weekday, then a date', () => {
    expect(formatDay(at(10, 20), now)).toBe('Today');
    expect(formatDay(at(10, 19, 23), now)).toBe('Yesterday');
    expect(formatDay(at(10, 16), now)).toBe('Monday');
    expect(formatDay(at(10, 13), now)).toMatch(/13/u);
  });

  it('gives a date for a clock that runs ahead', () => {
    expect(formatDay(at(10, 22), now)).toMatch(/22/u);
  });

  it('speaks the chosen language', () => {
    useLanguage('es');
    expect([formatDay(at(10, 19), now), formatDay(at(10, 16), now)]).toEqual(['Ayer', 'lunes']);
  });
});

describe(formatAge, () => {
  it('says the time for today and the day for before', () => {
    expect(formatAge(at(10, 20), now)).toBe(formatClock(at(10, 20)));
    expect(formatAge(at(10, 19), now)).toBe('Yesterday');
  });
});

describe(formatSeconds, () => {
  it.each([
    [0, '0:00'],
    [7.4, '0:07'],
    [65, '1:05'],
    [-1, '0:00'],
  ])('shows %d as %s', (seconds, shown) => {
    expect(formatSeconds(seconds)).toBe(shown);
  });
});
