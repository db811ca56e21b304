import { toSlots } from './slots.js';

describe(toSlots, () => {
  const options = ['a', 'b', 'c', 'd', 'e'];
  const order = (turnId: string) => [...toSlots(options, turnId).values()].join('');

  it('offers every option once, in the same order for the same turn', () => {
    expect([...toSlots(options, '1').keys()]).toEqual(['c01', 'c02', 'c03', 'c04', 'c05']);
    expect([...order('1')].sort()).toEqual(options);
    expect(order('1')).toBe(order('1'));
  });

  it('puts the likeliest first no more often than the others', () => {
    const firsts = Array.from({ length: 1_000 }, (_, turn) => order(`turn-${turn}`)[0]!);
    for (const option of options) {
      const share = firsts.filter((first) => first === option).length / firsts.length;
      expect(share).toBeGreaterThan(0.15);
      expect(share).toBeLessThan(0.25);
    }
  });

  it('offers ten at most', () => {
    const many = Array.from({ length: 15 }, (_, index) => `${index}`);
    expect([...toSlots(many, '1').values()].sort()).toEqual(many.slice(0, 10).sort());
  });
});
