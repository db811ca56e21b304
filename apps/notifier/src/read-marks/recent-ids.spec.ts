import { RecentIds } from './recent-ids.js';

describe(RecentIds, () => {
  it('knows an id for a while', () => {
    const ids = new RecentIds(100, 10);
    expect([ids.add('a', 0), ids.add('a', 99), ids.add('b', 99), ids.add('a', 100)]).toEqual([true, false, true, true]);
  });

  it('forgets the oldest rather than grow', () => {
    const ids = new RecentIds(100, 2);
    for (const id of ['a', 'b', 'c']) ids.add(id, 0);
    expect([ids.add('b', 1), ids.add('c', 1), ids.add('a', 1)]).toEqual([false, false, true]);
  });
});
