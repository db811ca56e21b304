import { jest } from '@jest/globals';
import { AppError, type Reason } from '#libs/errors';
import { type Breaker, createBreaker } from './breaker.js';
import { createBreakers } from './breakers.js';
import { circuits } from './circuits.js';
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
  const create = () => createBreaker('service.redis.command', { upstream: 'redis', isTimed: true });

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
    await expect(breaker.execute(work)).rejects.toMatchObject({ reason: 'CIRCUIT_OPEN' });
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
    await expect(breaker.execute(work)).rejects.toMatchObject({ reason: 'CIRCUIT_OPEN' });
    jest.advanceTimersByTime(1);
    expect(await breaker.execute(work)).toBe('done');
    expect(breaker.isOpen).toBe(false);
  });

  it('lets one probe through, fails the others meanwhile, and closes when the probe succeeds', async () => {
    const breaker = await open();
    jest.advanceTimersByTime(HALF_OPEN_AFTER_MS);
    let answer: (value: string) => void = () => undefined;
    const probe = breaker.execute(() => new Promise<string>((resolve) => (answer = resolve)));
    await expect(breaker.execute(work)).rejects.toMatchObject({ reason: 'CIRCUIT_OPEN' });
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
    await expect(breaker.execute(work)).rejects.toMatchObject({ reason: 'CIRCUIT_OPEN' });
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

  it('says when it is worth a call again', async () => {
    const breaker = await open();
    jest.advanceTimersByTime(500);
    expect(breaker.waitMs).toBe(HALF_OPEN_AFTER_MS - 500);
    const metadata = { edge: 'service.redis.command', retryAfterMs: '1500' };
    await expect(breaker.execute(work)).rejects.toMatchObject({ metadata });
    expect(() => breaker.check()).toThrow(AppError);
    jest.advanceTimersByTime(1_500);
    breaker.check();
  });

  const refuse = (reason: Reason) => () => Promise.reject(new AppError(reason));
  const tryTimes = async (breaker: Breaker, times: number, reason: Reason) => {
    for (let count = 0; count < times; count += 1)
      await expect(breaker.execute(refuse(reason))).rejects.toMatchObject({ reason });
  };

  it.each<Reason>(['NOT_FOUND', 'MODEL_REFUSED', 'INVALID_REQUEST', 'MISCONFIGURED'])(
    'takes %s for an answer, which ends a row of failures',
    async (reason) => {
      const breaker = create();
      await tryTimes(breaker, 20, reason);
      await failTimes(breaker, 4);
      await tryTimes(breaker, 1, reason);
      await failTimes(breaker, 4);
      expect(breaker.isOpen).toBe(false);
    },
  );

  it.each<Reason>(['PEER_UNAVAILABLE', 'PEER_UNREACHABLE', 'DEADLINE_EXCEEDED', 'MODEL_UNAVAILABLE'])(
    'takes %s for a failure',
    async (reason) => {
      const breaker = create();
      await tryTimes(breaker, 5, reason);
      expect(breaker.isOpen).toBe(true);
    },
  );

  it('learns nothing from a call that its caller ended: it neither counts nor ends a row of failures', async () => {
    const breaker = create();
    await tryTimes(breaker, 20, 'CANCELLED');
    await failTimes(breaker, 4);
    await tryTimes(breaker, 20, 'CANCELLED');
    expect(breaker.isOpen).toBe(false);
    await failTimes(breaker, 1);
    expect(breaker.isOpen).toBe(true);
  });

  it('does not close for a probe that its caller ended', async () => {
    const breaker = await open();
    jest.advanceTimersByTime(HALF_OPEN_AFTER_MS);
    await tryTimes(breaker, 1, 'CANCELLED');
    expect(breaker.isOpen).toBe(true);
  });

  it('judges results where failures are no exceptions, and hands them back all the same', async () => {
    const breaker = create();
    const judge = (status: number) => (status < 500 ? 'answered' : 'failed');
    for (let count = 0; count < 5; count += 1) expect(await breaker.execute(async () => 503, judge)).toBe(503);
    expect(breaker.isOpen).toBe(true);
    jest.advanceTimersByTime(HALF_OPEN_AFTER_MS);
    expect(await breaker.execute(async () => 404, judge)).toBe(404);
    expect(breaker.state).toBe('closed');
  });

  it('is shown with the moment of its opening until it has closed, and that is counted once', async () => {
    const openings = jest.fn();
    const end = circuits.onOpening(openings);
    const breaker = createBreaker('agents.mcp.call', { upstream: 'catalogue', halfOpenAfterMs: 100 });
    const shown = () => circuits.list().find(({ upstream }) => upstream === 'catalogue');
    expect(shown()).toEqual({ edge: 'agents.mcp.call', upstream: 'catalogue', state: 'closed' });
    const since = new Date();
    await failTimes(breaker, 5);
    jest.advanceTimersByTime(100);
    await failTimes(breaker, 1);
    expect(shown()).toMatchObject({ state: 'open', since });
    jest.advanceTimersByTime(100);
    await breaker.execute(work);
    expect(shown()).toEqual({ edge: 'agents.mcp.call', upstream: 'catalogue', state: 'closed' });
    expect(openings.mock.calls).toEqual([['agents.mcp.call', 'catalogue']]);
    end();
  });

  it('keeps the peers of one edge apart', async () => {
    const breakers = createBreakers('notifier.whatsapp.send', { nameOf: (number) => `number ${number.length}` });
    for (let count = 0; count < 3; count += 1) await expect(breakers.of('1001').execute(fail)).rejects.toBe(failure);
    expect([breakers.of('1001').isOpen, breakers.of('1002').isOpen]).toEqual([true, false]);
  });
});
