import { RingBuffer } from './ring-buffer.js';

describe(RingBuffer, () => {
  const filled = (count: number) => {
    const ring = new RingBuffer<string>(3);
    for (let index = 1; index <= count; index += 1) ring.add(`entry ${index}`);
    return ring;
  };

  it('keeps the newest entries, oldest first', () => {
    expect([...filled(5).since()]).toEqual([3, 4, 5].map((seq) => ({ seq, entry: `entry ${seq}` })));
  });

  it('continues after a number', () => {
    expect([...filled(5).since(4)]).toEqual([{ seq: 5, entry: 'entry 5' }]);
    expect([...filled(5).since(5)]).toEqual([]);
  });

  it('forgets its entries but goes on counting', () => {
    const ring = filled(5);
    ring.clear();
    expect([...ring.since()]).toEqual([]);
    ring.add('next');
    expect([...ring.since()]).toEqual([{ seq: 6, entry: 'next' }]);
  });
});
