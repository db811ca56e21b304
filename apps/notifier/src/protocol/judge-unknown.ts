/** A message of which nobody knows whether it was sent. Times are those of the database's clock, in milliseconds. */
export interface UnknownSend {
  phoneNumberId: string;
  attemptedAt: number;
  createdAt: number;
  policy: 'at_least_once' | 'at_most_once';
  /** How often it has been sent again. */
  resends: number;
  /** Later messages of the conversation wait behind it. */
  isBlocking: boolean;
  hasOptedOut: boolean;
}

/** What is known about the webhooks that came in, as evidence that a status would have come if there were one. */
export interface IntakeEvidence {
  now: number;
  /** Stretches without any intake beat, the one that ends now included. */
  silences: { from: number; to: number }[];
  /** When intake last answered a signed webhook with anything but 200: the event comes back minutes later. */
  lastRefusalAt?: number;
  /** Every living gateway has reported its refusals up to this moment. */
  reportedUntil: number;
  /** Age of the oldest status that has come in and is not processed. */
  backlogMs: number;
  /** When the newest event of each business number was created. */
  newestEventAt: ReadonlyMap<string, number>;
}

export interface ReconciliationTimes {
  /** Nothing is sent again before this has passed without a status. */
  quietMs: number;
  /** How long an unknown send may hold back later ones. */
  holMaxMs: number;
  /** How long it may stay unknown with nothing behind it. */
  unknownMaxMs: number;
  /** A longer stretch without a beat is a gap in the evidence. */
  beatGapMs: number;
  maxBacklogMs: number;
  /** The customer service window: later, free-form messages are refused. */
  windowMs: number;
}

export type Verdict = 'wait' | 'resend' | 'park';

/** Decides on an unknown send. Sent again is only what no status can be on its way for, and only once. */
export function judgeUnknown(send: UnknownSend, intake: IntakeEvidence, times: ReconciliationTimes): Verdict {
  const ageMs = intake.now - send.attemptedAt;
  if (ageMs < times.quietMs) return 'wait';
  if (!mayBeRepeated(send, intake.now, times)) return 'park';
  if (wouldHaveHeard(send, intake, times)) return 'resend';
  if (ageMs >= times.unknownMaxMs || (send.isBlocking && ageMs >= times.holMaxMs)) return 'park';
  return 'wait';
}

/** Nothing newer can have overtaken it: later messages of the conversation wait behind what is unknown. */
const mayBeRepeated = (send: UnknownSend, now: number, { windowMs }: ReconciliationTimes): boolean =>
  send.policy === 'at_least_once' && send.resends === 0 && !send.hasOptedOut && now - send.createdAt < windowMs;

/** Whether intake has worked without a break since the attempt, and has heard of this very number. */
export function wouldHaveHeard(send: UnknownSend, intake: IntakeEvidence, times: ReconciliationTimes): boolean {
  const { attemptedAt, phoneNumberId } = send;
  const isGap = ({ from, to }: { from: number; to: number }): boolean =>
    to - Math.max(from, attemptedAt) >= times.beatGapMs;
  return (
    !intake.silences.some(isGap) &&
    (intake.lastRefusalAt ?? -Infinity) < attemptedAt &&
    // After an outage the gate must not open before those who had to refuse can say so
    intake.reportedUntil >= attemptedAt + times.quietMs &&
    intake.backlogMs <= times.maxBacklogMs &&
    (intake.newestEventAt.get(phoneNumberId) ?? -Infinity) > attemptedAt
  );
}
