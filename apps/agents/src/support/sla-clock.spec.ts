import {
  addWorkingMinutes,
  clockState,
  deadlinesOf,
  roundTheClock,
  slaTargets,
  type WorkingTime,
} from './sla-clock.js';

const hourMs = 3_600_000;
const monday = Date.UTC(2026, 10, 23);
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, day, hour, minute);
/** Monday to Friday, 9 to 13 and 14 to 18. */
const office: WorkingTime = function* (fromMs) {
  for (let day = Math.floor(fromMs / (24 * hourMs)) * 24 * hourMs; ; day += 24 * hourMs) {
    if ([0, 6].includes(new Date(day).getUTCDay())) continue;
    yield { fromMs: day + 9 * hourMs, toMs: day + 13 * hourMs };
    yield { fromMs: day + 14 * hourMs, toMs: day + 18 * hourMs };
  }
};

describe(addWorkingMinutes.name, () => {
  it.each([
    ['within a span', at(23, 9, 30), 60, at(23, 10, 30)],
    ['from before opening', at(23, 3), 30, at(23, 9, 30)],
    ['over the break', at(23, 12, 45), 30, at(23, 14, 15)],
    ['over the night', at(23, 17, 30), 60, at(24, 9, 30)],
    ['over the weekend', at(27, 17, 30), 60, at(30, 9, 30)],
    ['to the very end of a span', at(23, 12), 60, at(23, 13)],
    ['after closing', at(23, 22), 480, at(24, 18)],
    ['nothing while open', at(23, 10), 0, at(23, 10)],
  ])('counts %s', (_, from, minutes, expected) => {
    expect(new Date(addWorkingMinutes(from, minutes, office))).toEqual(new Date(expected));
  });

  it('counts every minute when there are no hours, or when a business never opens', () => {
    expect(addWorkingMinutes(monday, 90, roundTheClock)).toBe(monday + 1.5 * hourMs);
    expect(addWorkingMinutes(monday, 90, () => [])).toBe(monday + 1.5 * hourMs);
  });

  it('ends on a calendar of empty spans that never ends', () => {
    const closed: WorkingTime = function* (fromMs) {
      for (;;) yield { fromMs, toMs: fromMs };
    };
    expect(addWorkingMinutes(monday, 90, closed)).toBe(monday + 1.5 * hourMs);
  });
});

describe(deadlinesOf.name, () => {
  it('gives more time to what presses less, and answers before it resolves', () => {
    const order = (['urgent', 'high', 'normal', 'low'] as const).map((priority) =>
      deadlinesOf(priority, new Date(monday), office),
    );
    for (const [index, { firstResponseDue, resolutionDue }] of order.entries()) {
      expect(firstResponseDue < resolutionDue).toBe(true);
      if (index > 0) expect(order[index - 1]!.resolutionDue < resolutionDue).toBe(true);
    }
    expect(slaTargets.urgent.firstResponse).toBeLessThan(slaTargets.low.firstResponse);
  });
});

describe(clockState.name, () => {
  const due = new Date(monday);
  const [before, after] = [new Date(monday - 1), new Date(monday + 1)];
  it.each([
    ['running', undefined, before],
    ['breached', undefined, after],
    ['met', before, after],
    ['breached', after, after],
    ['met', due, after],
  ] as const)('is %s', (state, done, now) => expect(clockState(due, done, now)).toBe(state));
});
