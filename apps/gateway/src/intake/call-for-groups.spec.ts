import { AppError } from '#libs/errors';
import { callForGroups } from './call-for-groups.js';

const item = (id: string, size = 10) => ({ id, rawJson: 'x'.repeat(size) });
type Item = ReturnType<typeof item>;

describe(callForGroups, () => {
  it('answers each group with its own part of one call', async () => {
    const calls: string[][] = [];
    const answers = await callForGroups([[item('a'), item('b')], [item('c')]], async (items) => {
      calls.push(items.map(({ id }) => id));
      return items.map(({ id }) => id.toUpperCase());
    });
    expect(answers).toEqual([['A', 'B'], ['C']]);
    expect(calls).toEqual([['a', 'b', 'c']]);
  });

  it('splits by count and by size, and keeps the order', async () => {
    const sizes: number[] = [];
    const seen: Item[] = [];
    const items = [
      ...Array.from({ length: 1_200 }, (_, index) => item(`${index}`)),
      item('large', 3e6),
      item('also', 3e6),
    ];
    await callForGroups([items], async (part) => (sizes.push(part.length), seen.push(...part), part));
    expect(sizes).toEqual([500, 500, 200, 1, 1]);
    expect(seen).toEqual(items);
  });

  it('does not let later items overtake those of a call that failed', async () => {
    const items = Array.from({ length: 1_200 }, (_, index) => item(`${index}`));
    let calls = 0;
    const [answers] = await callForGroups([items], async (part) => {
      calls += 1;
      if (calls === 2) throw new AppError('PEER_UNAVAILABLE');
      return part.map(() => 'ok');
    });
    expect(calls).toBe(2);
    expect(answers!.slice(0, 500)).toEqual(Array(500).fill('ok'));
    expect(answers!.slice(500).map((answer) => (answer as AppError).reason)).toEqual(
      Array(700).fill('PEER_UNAVAILABLE'),
    );
  });

  it('finds the one item for which a whole call is refused', async () => {
    const items = ['a', 'b', 'bad', 'd', 'e'].map((id) => item(id));
    const [answers] = await callForGroups([items], async (part) => {
      if (part.some(({ id }) => id === 'bad')) throw new AppError('INVALID_MESSAGE');
      return part.map(({ id }) => id);
    });
    expect(answers).toMatchObject(['a', 'b', { reason: 'INVALID_MESSAGE' }, 'd', 'e']);
  });

  it('trusts no answer of the wrong length', async () => {
    const [answers] = await callForGroups([[item('a'), item('b')]], async () => ['ok']);
    expect(answers).toMatchObject([{ reason: 'INTERNAL' }, { reason: 'INTERNAL' }]);
  });
});
