import { backoffMs } from './backoff.ts';

describe(backoffMs.name, () => {
  it('begins almost at once, doubles, and stays at half a minute', () => {
    expect([1, 2, 3, 4].map(backoffMs)).toEqual([250, 500, 1_000, 2_000]);
    expect(backoffMs(50)).toBe(30_000);
    expect(backoffMs(0)).toBe(250);
  });
});
