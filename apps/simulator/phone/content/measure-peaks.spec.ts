import { describe, expect, it } from '@jest/globals';
import { inventPeaks, measurePeaks } from './measure-peaks.js';

describe(measurePeaks, () => {
  it('gives the loudness of each slice, the loudest being 1', () => {
    expect(measurePeaks([0, 0.1, -0.5, 0.2, 0.25, 0], 3)).toEqual([0.2, 1, 0.5]);
  });

  it('is flat for silence', () => {
    expect(measurePeaks(new Float32Array(100), 4)).toEqual([0, 0, 0, 0]);
  });

  it('copes with less sound than slices', () => {
    expect(measurePeaks([0.5], 4)).toHaveLength(4);
    expect(measurePeaks([], 2)).toEqual([0, 0]);
  });
});

describe(inventPeaks, () => {
  it('is the same for the same message and differs between messages', () => {
    expect(inventPeaks('a', 48)).toEqual(inventPeaks('a', 48));
    expect(inventPeaks('a', 48)).not.toEqual(inventPeaks('b', 48));
  });

  it('stays between 0 and 1', () => {
    expect(inventPeaks('wamid.x', 48).every((peak) => peak > 0 && peak <= 1)).toBe(true);
  });
});
