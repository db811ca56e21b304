import { describe, expect, it } from '@jest/globals';
import { nextIndex } from './next-index.js';

describe(nextIndex, () => {
  it('goes down and up, and stops at the ends', () => {
    expect(['ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) => nextIndex(key, 1, 4))).toEqual([2, 0, 0, 3]);
    expect([nextIndex('ArrowUp', 0, 4), nextIndex('ArrowDown', 3, 4)]).toEqual([0, 3]);
  });

  it('enters at the near end when nothing has the focus', () => {
    expect([nextIndex('ArrowDown', -1, 4), nextIndex('ArrowUp', -1, 4)]).toEqual([0, 3]);
  });

  it('leaves other keys and empty lists alone', () => {
    expect([nextIndex('a', 0, 4), nextIndex('ArrowRight', 0, 4), nextIndex('ArrowDown', -1, 0)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
