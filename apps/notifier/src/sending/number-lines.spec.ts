import { NumberLines } from './number-lines.js';

describe(NumberLines, () => {
  it('holds one number and no other', () => {
    const lines = new NumberLines();
    expect(lines.stop('a', 0)).toEqual({ heldMs: 10_000, isNew: true });
    expect([lines.heldMs('a', 4_000), lines.heldMs('b', 4_000)]).toEqual([6_000, 0]);
    expect(lines.stopped).toBe(1);
  });

  it('holds longer each time, but not for each of the messages that were under way', () => {
    const lines = new NumberLines();
    lines.stop('a', 0);
    expect(lines.stop('a', 100)).toEqual({ heldMs: 9_900, isNew: false });
    expect(lines.stop('a', 10_001).heldMs).toBe(20_000);
    let now = 0;
    for (let count = 0; count < 20; count += 1) lines.stop('a', (now += 1_000_000));
    expect(lines.heldMs('a', now)).toBe(300_000);
  });

  it('forgets all that when a message gets through', () => {
    const lines = new NumberLines();
    lines.stop('a', 0);
    expect(lines.open('a')).toBe(true);
    expect(lines.open('a')).toBe(false);
    expect(lines.heldMs('a', 1)).toBe(0);
    expect(lines.stop('a', 0)).toEqual({ heldMs: 10_000, isNew: true });
  });

  it('pauses without counting it as a stop, and stops also while it pauses', () => {
    const lines = new NumberLines();
    lines.pause('a', 2_000, 0);
    expect([lines.heldMs('a', 500), lines.stopped]).toEqual([1_500, 0]);
    expect(lines.stop('a', 600)).toEqual({ heldMs: 10_000, isNew: true });
    lines.pause('a', 100, 700);
    expect(lines.heldMs('a', 600)).toBe(10_000);
  });
});
