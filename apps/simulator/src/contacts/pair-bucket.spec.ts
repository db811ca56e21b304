import { emptyBucket, takeFromPair } from './pair-bucket.js';

const START = 1_000_000;

describe(takeFromPair, () => {
  it('lets one message through every six seconds, for ever', () => {
    const bucket = emptyBucket();
    for (let index = 0; index < 100; index += 1) expect(takeFromPair(bucket, START + index * 6_000)).toBe(true);
  });

  it('lets 45 through at once and refuses the next', () => {
    const bucket = emptyBucket();
    for (let index = 0; index < 45; index += 1) expect(takeFromPair(bucket, START + index)).toBe(true);
    expect(takeFromPair(bucket, START + 45)).toBe(false);
  });

  it('asks for what a burst of 20 borrowed: two minutes of silence', () => {
    const bucket = emptyBucket();
    for (let index = 0; index < 20; index += 1) takeFromPair(bucket, START);
    expect(takeFromPair(bucket, START + 6_000)).toBe(false);
    expect(takeFromPair(bucket, START + 119_999)).toBe(false);
    expect(takeFromPair(bucket, START + 120_000)).toBe(true);
  });

  it('does not count what it refuses', () => {
    const bucket = emptyBucket();
    takeFromPair(bucket, START);
    takeFromPair(bucket, START);
    for (let index = 0; index < 50; index += 1) takeFromPair(bucket, START + 7_000);
    expect(takeFromPair(bucket, START + 12_000)).toBe(true);
  });
});
