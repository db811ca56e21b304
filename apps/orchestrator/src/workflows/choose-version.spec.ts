import { chooseVersion } from './choose-version.js';

const versions = ['1', '2', '3'].map((round) => ({ phase: `v${round}`, review: `r${round}` }));
const choose = (reviews: Record<string, object>) => chooseVersion(versions, (phase) => reviews[phase])?.phase;

describe(chooseVersion, () => {
  it('takes the one that passed, even with a lower score', () => {
    expect(choose({ r1: { passed: false, score: 90 }, r2: { passed: true, score: 70 } })).toBe('v2');
  });

  it('takes the best score of those that did not pass, which a later round may have spoilt', () => {
    expect(
      choose({ r1: { passed: false, score: 40 }, r2: { passed: false, score: 80 }, r3: { passed: false, score: 60 } }),
    ).toBe('v2');
  });

  it('takes the later of two that are equal', () => {
    expect(choose({ r1: { passed: false, score: 50 }, r2: { passed: false, score: 50 } })).toBe('v2');
  });

  it('leaves out rounds that were skipped, and has none when nothing was reviewed', () => {
    expect(choose({ r1: { passed: false }, r2: {} })).toBe('v1');
    expect(choose({})).toBeUndefined();
  });
});
