import { jest } from '@jest/globals';
import { once } from './once.js';

describe(once, () => {
  it('runs the action once, and everyone waits for the same end', async () => {
    let end: (value: string) => void = () => undefined;
    const action = jest.fn(() => new Promise<string>((resolve) => (end = resolve)));
    const close = once(action);
    const calls = [close(), close(), close()];
    expect(action).toHaveBeenCalledTimes(1);
    end('closed');
    expect(await Promise.all(calls)).toEqual(['closed', 'closed', 'closed']);
    expect(await close()).toBe('closed');
    expect(action).toHaveBeenCalledTimes(1);
  });

  it('does nothing before the first call', () => {
    const action = jest.fn(async () => undefined);
    once(action);
    expect(action).not.toHaveBeenCalled();
  });

  it('tells everyone of a failure and does not try again', async () => {
    const action = jest.fn(() => Promise.reject(new Error('stuck')));
    const close = once(action);
    const results = await Promise.allSettled([close(), close()]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(close()).rejects.toThrow('stuck');
    expect(action).toHaveBeenCalledTimes(1);
  });
});
