import { emptyBucket, takeFromPair } from './pair-bucket.js';

const START = 1_000_000;

describe(takeFromPair, () => {
  it('lets one message through every six seconds, for ever', () => {
    const bucket = emptyBucket();
    for (let index = 0; index < 100; index += 1) expect(takeFromPair(bucket, START + index * 6_000)).toBe(true);
  });

  it('lets 45 through at once and refuses the next', () => {
    const bucket = emptyBucket();
    for (let index = 0; index < 45; index += 1) expect(takeFromPair(bucket, START)).toBe(true);
    expect(takeFromPair(bucket, START)).toBe(false);
  });

  it('gives back one message of a spent burst every six seconds', () => {
    const bucket = emptyBucket();
    for (let index = 0; index < 45; index += 1) takeFromPair(bucket, START);
    expect(takeFromPair(bucket, START + 5_999)).toBe(false);
    expect(takeFromPair(bucket, START + 6_000)).toBe(true);
    expect(takeFromPair(bucket, START + 6_001)).toBe(false);
  });

  it('does not count what it refuses', () => {
    const bucket = emptyBucket();
    for (let index = 0; index < 95; index += 1) takeFromPair(bucket, START);
    expect(takeFromPair(bucket, START + 6_000)).toBe(true);
  });
});
