import { InOrder } from './in-order.js';

describe(InOrder.name, () => {
  const gate = () => Promise.withResolvers<void>();
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('runs tasks that share a key one after the other, and others at once', async () => {
    const order = new InOrder();
    const begun: string[] = [];
    const [first, second] = [gate(), gate()];
    const task = (name: string, end?: Promise<void>) => async () => (begun.push(name), end);
    const runs = [
      order.run(new Set(['ana']), task('ana 1', first.promise)),
      order.run(new Set(['ana', 'bob']), task('ana and bob', second.promise)),
      order.run(new Set(['bob']), task('bob')),
      order.run(new Set(['eve']), task('eve')),
      order.run(new Set(), task('nobody')),
    ];
    await settle();
    expect(begun).toEqual(['ana 1', 'eve', 'nobody']);
    first.resolve();
    await settle();
    expect(begun).toEqual(['ana 1', 'eve', 'nobody', 'ana and bob']);
    second.resolve();
    await Promise.all(runs);
    expect(begun.at(-1)).toBe('bob');
  });

  it('goes on after a task that failed, which fails its own caller only', async () => {
    const order = new InOrder();
    const failed = order.run(new Set(['ana']), async () => Promise.reject(new Error('no')));
    const next = order.run(new Set(['ana']), async () => 'done');
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('done');
  });
});
