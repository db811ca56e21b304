import { AppError } from '#libs/errors';
import { planRetry } from '#libs/work';
import { tryElsewhere } from './try-elsewhere.js';

describe(tryElsewhere, () => {
  const open = new AppError('CIRCUIT_OPEN', { metadata: { edge: 'agents.model.messages', retryAfterMs: '60000' } });
  const delayMs = (earlierTries: number) => planRetry(tryElsewhere(open, earlierTries), 1).delayMs;

  it.each([0, 1, 2])('comes back soon where %i tries were before', (earlierTries) => {
    expect(delayMs(earlierTries)).toBeLessThanOrEqual(250);
  });

  it('waits as long as it is told after that', () => {
    expect(delayMs(3)).toBe(60_000);
  });

  it('leaves other errors as they are', () => {
    const busy = new AppError('MODEL_OVERLOADED', { metadata: { retryAfterMs: '60000' } });
    expect(tryElsewhere(busy, 0)).toBe(busy);
  });
});
