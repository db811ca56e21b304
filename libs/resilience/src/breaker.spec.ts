import { jest } from '@jest/globals';
import { AppError } from '#libs/errors';
import { createBreaker } from './breaker.js';
import { edges } from './edges.js';

const HALF_OPEN_AFTER_MS = 2_000;
const { deadlineMs } = edges['service.redis.command'];

describe(createBreaker, () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const failure = new Error('no');
  const fail = jest.fn(() => Promise.reject(failure));
  const work = jest.fn(() => Promise.resolve('done'));
  const never = () => new Promise<never>(() => undefined);
  const create = () => createBreaker('service.redis.command');

  const failTimes = async (breaker: ReturnType<typeof create>, times: number) => {
    for (let count = 0; count < times; count += 1) await expect(breaker.execute(fail)).rejects.toBe(failure);
  };
  const open = async () => {
    const breaker = create();
    await failTimes(breaker, 5);
    fail.mockClear();
    work.mockClear();
    return breaker;
  };

  it('passes results and errors on', async () => {
    const breaker = create();
    expect(await breaker.execute(work)).toBe('done');
    await failTimes(breaker, 1);
  });

  it('opens at the fifth failure in a row, and then fails without a call', async () => {
    const breaker = create();
    await failTimes(breaker, 4);
    expect(breaker.isOpen).toBe(false);
    await failTimes(breaker, 1);
    expect(breaker.isOpen).toBe(true);
    work.mockClear();
    await expect(breaker.execute(work)).rejects.toMatchObject({ reason: 'PEER_UNAVAILABLE' });
    expect(work).not.toHaveBeenCalled();
  });

  it('does not open while successes come between: the control for the one above', async () => {
    const breaker = create();
    await failTimes(breaker, 4);
    await breaker.execute(work);
    await failTimes(breaker, 4);
    expect(breaker.isOpen).toBe(false);
  });

  it('stays open until its time is over', async () => {
    const breaker = await open();
    jest.advanceTimersByTime(HALF_OPEN_AFTER_MS - 1);
    await expect(breaker.execute(work)).rejects.toMatchObject({ reason: 'PEER_UNAVAILABLE' });
    jest.advanceTimersByTime(1);
    expect(await breaker.execute(work)).toBe('done');
    expect(breaker.isOpen).toBe(false);
  });

  it('lets one probe through, fails the others meanwhile, and closes when the probe succeeds', async () => {
    const breaker = await open();
    jest.advanceTimersByTime(HALF_OPEN_AFTER_MS);
    let answer: (value: string) => void = () => undefined;
    const probe = breaker.execute(() => new Promise<string>((resolve) => (answer = resolve)));
    await expect(breaker.execute(work)).rejects.toMatchObject({ reason: 'PEER_UNAVAILABLE' });
    expect(work).not.toHaveBeenCalled();
    answer('well again');
    expect(await probe).toBe('well again');
    expect(await Promise.all([breaker.execute(work), breaker.execute(work)])).toEqual(['done', 'done']);
  });

  it('opens again for as long when the probe fails', async () => {
    const breaker = await open();
    jest.advanceTimersByTime(HALF_OPEN_AFTER_MS);
    await failTimes(breaker, 1);
    expect(breaker.isOpen).toBe(true);
    jest.advanceTimersByTime(HALF_OPEN_AFTER_MS - 1);
    await expect(breaker.execute(work)).rejects.toMatchObject({ reason: 'PEER_UNAVAILABLE' });
  });

  it('gives a call the deadline of its edge, and counts it as a failure', async () => {
    const breaker = create();
    const calls = Promise.allSettled(Array.from({ length: 5 }, () => breaker.execute(never)));
    await jest.advanceTimersByTimeAsync(deadlineMs - 1);
    expect(breaker.isOpen).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    for (const result of await calls) {
      expect(result).toMatchObject({ status: 'rejected', reason: { reason: 'DEADLINE_EXCEEDED' } });
      expect((result as PromiseRejectedResult).reason).toBeInstanceOf(AppError);
    }
    expect(breaker.isOpen).toBe(true);
  });

  it('leaves no timer behind a call that was in time', async () => {
    await create().execute(work);
    expect(jest.getTimerCount()).toBe(0);
  });
});
