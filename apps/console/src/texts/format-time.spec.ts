import { dayLabel, duration, shortMoment, span } from './format-time.js';

const now = new Date(2026, 2, 12, 15, 30);
const words = { today: 'Today', yesterday: 'Yesterday' };

describe(shortMoment, () => {
  it.each([
    [new Date(2026, 2, 12, 9, 5), '09:05'],
    [new Date(2026, 2, 11, 23, 59), 'Wed'],
    [new Date(2026, 1, 2), '2 Feb'],
    [new Date(2024, 1, 2), '2 Feb 2024'],
  ])('says %s as %s', (at, text) => {
    expect(shortMoment(at, now, 'en-GB')).toBe(text);
  });
});

describe(dayLabel, () => {
  it('goes by the calendar and not by hours', () => {
    expect(dayLabel(new Date(2026, 2, 12, 0, 1), now, 'en', words)).toBe('Today');
    expect(dayLabel(new Date(2026, 2, 11, 23, 59), now, 'en', words)).toBe('Yesterday');
    expect(dayLabel(new Date(2026, 2, 10), now, 'en', words)).toMatch(/Tuesday/);
  });
});

describe(duration, () => {
  it.each([
    [20_000, '1m'],
    [59 * 60_000, '59m'],
    [95 * 60_000, '1h 35m'],
    [23.9 * 60 * 60_000, '23h'],
    [50 * 60 * 60_000, '2d'],
  ])('says %i ms as %s', (ms, text) => {
    expect(duration(ms, 'en')).toBe(text);
  });
});

describe(span, () => {
  it.each([
    [-5, '0ms'],
    [850, '850ms'],
    [9_990, '9.9s'],
    [59_999, '59s'],
    [60_000, '1m'],
    [125_400, '2m 5s'],
    [95 * 60_000, '1h 35m'],
  ])('says %i ms of work as %s', (ms, text) => {
    expect(span(ms, 'en')).toBe(text);
  });
});
