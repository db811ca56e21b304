import type { Finding } from '../graph/classify-answer.js';
import { classifyGraphError } from '../graph/graph-errors.js';
import { planOutcome } from './plan-outcome.js';

const rejected = (code: number, fields: Partial<Finding & { kind: 'rejected' }> = {}): Finding => ({
  kind: 'rejected',
  error: { code, details: 'd', isTransient: false },
  errorClass: classifyGraphError({ code, isTransient: false }),
  ...fields,
});
const notSent: Finding = { kind: 'not_sent', reason: 'econnrefused', isTrusted: true };

describe(planOutcome, () => {
  it.each<[Finding, object]>([
    [
      { kind: 'accepted', wamid: 'w' },
      { event: 'accepted', wamid: 'w' },
    ],
    [
      { kind: 'unknown', reason: 'http_500' },
      { event: 'ambiguous', errorDetail: 'http_500' },
    ],
    [notSent, { event: 'not_sent', isCounted: true }],
    [rejected(131056), { event: 'not_sent', errorCode: 131056, errorClass: 'throttled' }],
    [rejected(190), { event: 'not_sent', isCounted: false, errorClass: 'credentials' }],
    [rejected(131047), { event: 'withheld', errorClass: 'window_closed' }],
    [rejected(131048), { event: 'refused', errorClass: 'quality' }],
    [rejected(131050), { event: 'refused', errorCode: 131050, errorClass: 'recipient' }],
    [rejected(100), { event: 'malformed', errorClass: 'our_bug' }],
    [rejected(424242), { event: 'refused', errorClass: 'unlisted' }],
  ])('turns %j into %j', (finding, outcome) => expect(planOutcome(finding, 1)).toMatchObject(outcome));

  it('waits 4^n seconds for a person who was written to too often, up to some 17 minutes', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 100].map((attempt) => planOutcome(rejected(131056), attempt).delayMs / 1_000);
    expect(waits).toEqual([1, 4, 16, 64, 256, 1_024, 1_024, 1_024]);
  });

  it('waits as long as it is asked to, and longer if it would have anyway', () => {
    expect(planOutcome(rejected(130429, { retryAfterMs: 7_000 }), 1).delayMs).toBe(7_000);
    expect(planOutcome(rejected(131056, { retryAfterMs: 7_000 }), 3).delayMs).toBe(16_000);
    expect([1, 2, 3, 20].map((attempt) => planOutcome(rejected(130429), attempt).delayMs)).toEqual([
      1_000, 2_000, 4_000, 60_000,
    ]);
  });

  it('tries again quickly at first when nothing was sent, then twice a minute', () => {
    const waits = [1, 2, 3, 4, 9, 1_000].map((attempt) => planOutcome(notSent, attempt, () => 1).delayMs);
    expect(waits).toEqual([250, 500, 1_000, 2_000, 30_000, 30_000]);
    expect(planOutcome({ ...notSent, isTrusted: false }, 1, () => 1).delayMs).toBe(30_000);
  });
});
