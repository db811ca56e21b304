import { VirtualClock } from './virtual-clock.service.js';

const DAY_MS = 86_400_000;

describe(VirtualClock, () => {
  const clock = new VirtualClock();
  afterEach(() => clock.onApplicationShutdown());

  it('rings what becomes due when it is put forward, in order, and nothing else', () => {
    const rung: string[] = [];
    clock.after(2 * DAY_MS, () => rung.push('second'));
    clock.after(DAY_MS, () => rung.push('first'));
    clock.after(60 * DAY_MS, () => rung.push('late'));
    clock.advance(3 * DAY_MS);
    expect(rung).toEqual(['first', 'second']);
  });

  it('rings by itself', async () => {
    await new Promise<void>((resolve) => clock.after(5, resolve));
  });

  it('does not ring what was called off', () => {
    let isRung = false;
    clock.after(DAY_MS, () => (isRung = true))();
    clock.advance(2 * DAY_MS);
    expect(isRung).toBe(false);
  });

  it('tells the time in seconds, as webhooks do', () => {
    expect(clock.seconds(1_790_000_000_999)).toBe('1790000000');
  });
});
