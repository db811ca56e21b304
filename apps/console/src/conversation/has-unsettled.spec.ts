import type { EntryView } from '../wire/console-contract.js';
import { hasUnsettled } from './has-unsettled.js';

const NOW = Date.UTC(2026, 0, 1, 12);
const answered = (state: string | null, minutesAgo = 0): EntryView => ({
  id: 'a',
  at: new Date(NOW - minutesAgo * 60_000).toISOString(),
  kind: 'answered',
  idempotencyKey: 'k',
  operator: 'Marta',
  text: 'hi',
  delivery: state === null ? null : { state, parts: 1, error: '', errorCode: 0, updatedAt: null },
});

describe(hasUnsettled, () => {
  it.each(['pending', 'sending', 'accepted', 'sent', 'delivered', 'unknown', null])(
    'is true while a tick may change: %s',
    (state) => {
      expect(hasUnsettled([answered(state)], NOW)).toBe(true);
    },
  );

  it.each(['read', 'failed', 'parked', 'cancelled'])('is false when nothing more comes: %s', (state) => {
    expect(hasUnsettled([answered(state)], NOW)).toBe(false);
  });

  it('gives up on what is old', () => {
    expect(hasUnsettled([answered('sent', 20)], NOW)).toBe(false);
  });
});
