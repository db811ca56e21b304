import { AppError } from '#libs/errors';
import { Batcher } from './batcher.js';

const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

describe(Batcher.name, () => {
  it('shares one call among items of one moment and keeps their order', async () => {
    const batches: (readonly number[])[] = [];
    const batcher = new Batcher<number, number>(async (items) => (batches.push(items), items.map((item) => item * 2)));
    expect(await Promise.all([1, 2, 3].map((item) => batcher.load(item)))).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('fails only the item that failed', async () => {
    const batcher = new Batcher<number, number>(async (items) =>
      items.map((item) => (item === 2 ? new AppError('NOT_FOUND') : item)),
    );
    const results = await Promise.allSettled([1, 2, 3].map((item) => batcher.load(item)));
    expect(results).toMatchObject([{ value: 1 }, { reason: { reason: 'NOT_FOUND' } }, { value: 3 }]);
  });

  it('gathers items while all allowed batches are under way', async () => {
    const sizes: number[] = [];
    const gates: (() => void)[] = [];
    const batcher = new Batcher<number, number>(
      async (items) => {
        sizes.push(items.length);
        await new Promise<void>((open) => gates.push(open));
        return items;
      },
      { maxInFlight: 1, gapMs: 0 },
    );
    const first = batcher.load(1);
    while (gates.length < 1) await tick();
    const rest = [2, 3, 4].map((item) => batcher.load(item));
    await tick();
    expect(sizes).toEqual([1]);
    gates[0]!();
    while (gates.length < 2) await tick();
    gates[1]!();
    expect(await Promise.all([first, ...rest])).toEqual([1, 2, 3, 4]);
    expect(sizes).toEqual([1, 3]);
  });

  it('splits at the size limit', async () => {
    const sizes: number[] = [];
    const batcher = new Batcher<number, number>(async (items) => (sizes.push(items.length), items), {
      maxSize: 2,
      gapMs: 0,
    });
    await Promise.all([1, 2, 3, 4, 5].map((item) => batcher.load(item)));
    expect(sizes).toEqual([2, 2, 1]);
  });

  it('refuses an item over the bound of its queue and goes on afterwards', async () => {
    const batcher = new Batcher<number, number>(async (items) => items, { maxQueued: 2 });
    const results = await Promise.allSettled([1, 2, 3].map((item) => batcher.load(item)));
    expect(results).toMatchObject([{ value: 1 }, { value: 2 }, { reason: { reason: 'OVERLOADED' } }]);
    expect(await batcher.load(4)).toBe(4);
  });

  it('drains, and draining twice is the same', async () => {
    const batcher = new Batcher<number, number>(async (items) => (await tick(), items));
    const load = batcher.load(1);
    await Promise.all([batcher.drain(), batcher.drain()]);
    expect(batcher.size).toBe(0);
    await load;
    await batcher.drain();
  });
});
