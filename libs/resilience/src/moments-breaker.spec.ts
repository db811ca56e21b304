import { jest } from '@jest/globals';
import { MomentsBreaker } from './moments-breaker.js';

describe(MomentsBreaker.name, () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const failTimes = (breaker: MomentsBreaker, times: number, apartMs = 0) =>
    Array.from({ length: times }, () => (jest.advanceTimersByTime(apartMs), breaker.failure()));

  it('takes all failures of one moment for one', () => {
    const breaker = new MomentsBreaker(3, 250);
    expect(failTimes(breaker, 1_000)).not.toContain(true);
    expect(failTimes(breaker, 1, 249)).toEqual([false]);
    expect(failTimes(breaker, 2, 250)).toEqual([false, true]);
  });

  it('counts every failure where moments have no length: the control', () => {
    expect(failTimes(new MomentsBreaker(3, 0), 3)).toEqual([false, false, true]);
  });

  it('sees failures that never cease, however close together they come', () => {
    const seen = failTimes(new MomentsBreaker(3, 250), 100, 10);
    expect(seen.indexOf(true)).toBe(50);
  });

  it('begins anew with a success', () => {
    const breaker = new MomentsBreaker(3, 250);
    failTimes(breaker, 2, 250);
    breaker.success();
    expect(failTimes(breaker, 3, 250)).toEqual([false, false, true]);
  });
});
