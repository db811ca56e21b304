import { phaseOf } from '../builds.stage.js';
import { ticksOf, toBars } from './to-bars.js';

const at = (seconds: number) => new Date(seconds * 1_000).toISOString();

describe(toBars, () => {
  it('places phases along the whole time, and says how much of it went on side by side', () => {
    const { bars, totalMs, workMs } = toBars(
      [
        phaseOf('deploy'),
        phaseOf('content', { state: 'running', startedAt: at(12) }),
        phaseOf('design', { state: 'done', startedAt: at(12), finishedAt: at(15) }),
        phaseOf('plan', { state: 'done', startedAt: at(10), finishedAt: at(12) }),
      ],
      20_000,
    );
    expect(bars.map(({ phase, left, width }) => [phase.name, left, width])).toEqual([
      ['plan', 0, 20],
      ['content', 20, 80],
      ['design', 20, 30],
      ['deploy', 0, 0],
    ]);
    expect([totalMs, workMs]).toEqual([10_000, 13_000]);
  });

  it('has no time before anything began', () => {
    expect(toBars([phaseOf('plan')], 5_000)).toMatchObject({ totalMs: 0, workMs: 0, bars: [{ width: 0 }] });
    expect(toBars([], 5_000).bars).toEqual([]);
  });
});

describe(ticksOf, () => {
  it.each([
    [900, [0, 250, 500, 750]],
    [10_000, [0, 2_000, 4_000, 6_000, 8_000, 10_000]],
    [0, [0]],
  ])('marks round moments: %i', (total, ticks) => {
    expect(ticksOf(total)).toEqual(ticks);
  });

  it('stays few however long it took', () => {
    for (const total of [61_000, 3_600_000, 90_000_000]) expect(ticksOf(total).length).toBeLessThanOrEqual(7);
  });
});
