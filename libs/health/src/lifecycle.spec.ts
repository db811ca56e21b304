import { jest } from '@jest/globals';
import { Lifecycle } from './lifecycle.js';

describe(Lifecycle.name, () => {
  const stateOf = ({ hasStarted, isServing }: Lifecycle) => ({ hasStarted, isServing });

  it('starts, serves, drains', () => {
    const lifecycle = new Lifecycle();
    expect(stateOf(lifecycle)).toEqual({ hasStarted: false, isServing: false });
    lifecycle.serve();
    expect(stateOf(lifecycle)).toEqual({ hasStarted: true, isServing: true });
    lifecycle.drain();
    expect(stateOf(lifecycle)).toEqual({ hasStarted: true, isServing: false });
  });

  it('never serves again once it drains', () => {
    const lifecycle = new Lifecycle();
    lifecycle.drain();
    lifecycle.serve();
    expect(lifecycle.isServing).toBe(false);
  });

  it('tells everyone once that it drains, the late ones at once', () => {
    const lifecycle = new Lifecycle();
    const [early, other, late] = [jest.fn(), jest.fn(), jest.fn()];
    lifecycle.whenDraining(early);
    lifecycle.whenDraining(other);
    lifecycle.serve();
    expect(early).not.toHaveBeenCalled();
    lifecycle.drain();
    lifecycle.drain();
    lifecycle.whenDraining(late);
    for (const stop of [early, other, late]) expect(stop).toHaveBeenCalledTimes(1);
  });

  it('is not ready any more when it tells that it drains', () => {
    const lifecycle = new Lifecycle();
    lifecycle.serve();
    const seen: boolean[] = [];
    lifecycle.whenDraining(() => seen.push(lifecycle.isServing));
    lifecycle.drain();
    expect(seen).toEqual([false]);
  });
});
