import { describe, expect, it, jest } from '@jest/globals';
import { PhoneStore } from './phone-store.js';

const signal = () => new AbortController().signal;

describe(PhoneStore, () => {
  it('tells once per batch', () => {
    const store = new PhoneStore();
    const listener = jest.fn();
    store.subscribe(listener, signal());
    store.apply({ type: 'selected', personId: 'a' }, { type: 'selected', personId: 'b' });
    expect(listener).toHaveBeenCalledTimes(1);
    expect(store.state.selectedId).toBe('b');
  });

  it('tells changes one after the other when a listener makes one', () => {
    const store = new PhoneStore();
    const told: (string | undefined)[] = [];
    store.subscribe(({ selectedId }) => {
      if (selectedId === 'a') store.apply({ type: 'selected', personId: 'b' });
    }, signal());
    store.subscribe(({ selectedId }) => told.push(selectedId), signal());
    store.apply({ type: 'selected', personId: 'a' });
    expect(told).toEqual(['a', 'b']);
  });

  it('goes silent for a listener whose signal aborted', () => {
    const store = new PhoneStore();
    const listener = jest.fn();
    const controller = new AbortController();
    store.subscribe(listener, controller.signal);
    controller.abort();
    store.apply({ type: 'selected', personId: 'a' });
    expect(listener).not.toHaveBeenCalled();
  });
});
