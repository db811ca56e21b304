import { AppError, type Reason } from '#libs/errors';
import { createPlaces } from './places.js';
import { createRepeater } from './repeater.js';

describe(createRepeater, () => {
  const failing = (reason: Reason) => {
    let calls = 0;
    const call = async () => {
      calls += 1;
      throw new AppError(reason);
    };
    return { call, count: () => calls };
  };
  const quick = { firstMs: 1, maxMs: 2 };

  it('repeats what may pass as often as its edge says', async () => {
    const { call, count } = failing('PEER_UNAVAILABLE');
    await expect(createRepeater('notifier.whatsapp.media', quick).execute(call)).rejects.toMatchObject({
      reason: 'PEER_UNAVAILABLE',
    });
    expect(count()).toBe(3);
  });

  it('does not repeat what will not pass, nor what it may not', async () => {
    const lasting = failing('NOT_FOUND');
    await expect(createRepeater('notifier.whatsapp.media', quick).execute(lasting.call)).rejects.toThrow();
    const forbidden = failing('PEER_UNAVAILABLE');
    const repeater = createRepeater('notifier.whatsapp.media', { ...quick, mayRepeat: () => false });
    await expect(repeater.execute(forbidden.call)).rejects.toThrow();
    expect([lasting.count(), forbidden.count()]).toEqual([1, 1]);
  });
});

describe(createPlaces, () => {
  it('lets so many in, so many wait, and refuses the rest', async () => {
    const places = createPlaces('spec', 1, 1);
    let release = () => {};
    const first = places.execute(() => new Promise<void>((resolve) => (release = resolve)));
    const second = places.execute(async () => 'second');
    await expect(places.execute(async () => 'third')).rejects.toMatchObject({ reason: 'OVERLOADED' });
    release();
    await first;
    expect(await second).toBe('second');
  });
});
