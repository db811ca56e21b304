import { NumberBucket } from './number-bucket.js';

describe(NumberBucket, () => {
  it('allows a second’s worth at once, then as many as come in', () => {
    const bucket = new NumberBucket();
    const taken = (count: number, now: number) =>
      Array.from({ length: count }, () => bucket.take(10, now)).filter(Boolean).length;
    expect(taken(15, 1_000_000)).toBe(10);
    expect(taken(15, 1_000_500)).toBe(5);
    expect(taken(15, 1_060_000)).toBe(10);
  });

  it('sets no limit at a rate of 0', () => {
    const bucket = new NumberBucket();
    expect(Array.from({ length: 5_000 }, () => bucket.take(0, 1)).every(Boolean)).toBe(true);
  });
});
