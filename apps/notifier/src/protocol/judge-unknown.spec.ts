import { type IntakeEvidence, judgeUnknown, type ReconciliationTimes, type UnknownSend } from './judge-unknown.js';

const MINUTE = 60_000;
const times: ReconciliationTimes = {
  quietMs: 90_000,
  holMaxMs: 2 * MINUTE,
  unknownMaxMs: 30 * MINUTE,
  beatGapMs: 30_000,
  maxBacklogMs: 1_000,
  windowMs: 24 * 60 * MINUTE,
};
const ATTEMPT = 1_000_000_000;

const judge = (ageMs: number, send: Partial<UnknownSend> = {}, intake: Partial<IntakeEvidence> = {}) =>
  judgeUnknown(
    {
      phoneNumberId: 'n',
      attemptedAt: ATTEMPT,
      createdAt: ATTEMPT - 1_000,
      policy: 'at_least_once',
      resends: 0,
      isBlocking: false,
      hasOptedOut: false,
      ...send,
    },
    {
      now: ATTEMPT + ageMs,
      silences: [],
      reportedUntil: ATTEMPT + ageMs,
      backlogMs: 0,
      newestEventAt: new Map([['n', ATTEMPT + 1_000]]),
      ...intake,
    },
    times,
  );
const silence = (from: number, to: number) => ({ silences: [{ from: ATTEMPT + from, to: ATTEMPT + to }] });

describe(judgeUnknown, () => {
  it('waits for the quiet period, then sends once more when all is well', () => {
    expect(judge(89_999)).toBe('wait');
    expect(judge(90_000)).toBe('resend');
  });

  it.each<[string, Partial<IntakeEvidence>]>([
    ['intake was silent for 30 s', silence(10_000, 40_000)],
    ['intake has been silent from before the attempt on', silence(-300_000, 30_000)],
    ['intake is silent now', silence(70_000, 100_000)],
    ['intake has refused a webhook', { lastRefusalAt: ATTEMPT }],
    ['a gateway has not reported since the quiet period', { reportedUntil: ATTEMPT + 89_999 }],
    ['statuses wait to be processed', { backlogMs: 1_001 }],
    ['the number has not been heard from since', { newestEventAt: new Map([['n', ATTEMPT]]) }],
    ['the number has never been heard from', { newestEventAt: new Map([['other', ATTEMPT + 1_000]]) }],
  ])('keeps waiting while %s, and parks in the end', (_, intake) => {
    expect(judge(100_000, {}, intake)).toBe('wait');
    expect(judge(2 * MINUTE, {}, intake)).toBe('wait');
    expect(judge(2 * MINUTE, { isBlocking: true }, intake)).toBe('park');
    expect(judge(30 * MINUTE, {}, { ...intake })).toBe('park');
  });

  it.each<[string, Partial<IntakeEvidence>]>([
    ['silences shorter than 30 s', silence(10_000, 39_999)],
    ['a silence that ended with the attempt', silence(-300_000, 29_999)],
    ['a refusal before the attempt', { lastRefusalAt: ATTEMPT - 1 }],
    ['a status that came this second', { backlogMs: 1_000 }],
  ])('is not deterred by %s', (_, intake) => expect(judge(100_000, {}, intake)).toBe('resend'));

  it.each<[string, Partial<UnknownSend>]>([
    ['may be sent once at most', { policy: 'at_most_once' }],
    ['has been sent again before', { resends: 1 }],
    ['goes to someone who has opted out', { hasOptedOut: true }],
    ['is older than the window', { createdAt: ATTEMPT - 24 * 60 * MINUTE }],
  ])('parks at the end of the quiet period what %s', (_, send) => {
    expect(judge(89_999, send)).toBe('wait');
    expect(judge(90_000, send)).toBe('park');
  });
});
