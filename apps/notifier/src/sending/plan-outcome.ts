import type { Finding } from '../graph/classify-answer.js';
import { type GraphErrorClass, OPTED_OUT, PAIR_RATE_LIMIT } from '../graph/graph-errors.js';
import { NO_TOKEN } from '../graph/token-book.js';
import type { SendEvent } from '../protocol/transition.js';

export const outcomeEvents = [
  'deferred',
  'not_sent',
  'accepted',
  'refused',
  'malformed',
  'withheld',
  'ambiguous',
] as const satisfies SendEvent[];

/** The end of one attempt, as it is written down. */
export interface Outcome {
  event: (typeof outcomeEvents)[number];
  /** Until it is due again, for what goes back to the queue. */
  delayMs: number;
  /** Being turned away is nobody's failure and uses up no attempt. */
  isCounted: boolean;
  /** It keeps a place within the rate limits. */
  holdsSlot: boolean;
  wamid?: string;
  errorCode?: number;
  errorClass?: string;
  errorDetail?: string;
  /** The text that it is from now on, as the body of its POST. */
  payload?: string;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 30_000;
const LONGEST_THROTTLE_MS = 60_000;
/** 4^5 seconds, some 17 minutes. */
const MAX_PAIR_EXPONENT = 5;

const base: Outcome = { event: 'refused', delayMs: 0, isCounted: true, holdsSlot: false };

/** Put back without having been tried. */
export const deferral = (delayMs: number, holdsSlot: boolean): Outcome => ({
  ...base,
  event: 'deferred',
  delayMs,
  isCounted: false,
  holdsSlot,
});

/** Too old to be sent: the window in which free-form messages are allowed has closed by now. */
export const expiry: Outcome = { ...base, errorClass: 'expired' };

/** The 24 hours in which free-form messages are allowed are over: an operator sees it, nobody else does. */
export const windowClosed: Outcome = { ...base, event: 'withheld', isCounted: false, errorClass: 'window_closed' };

/** The person wants no templates. */
export const optedOut: Outcome = { ...base, isCounted: false, errorCode: OPTED_OUT, errorClass: 'recipient' };

/** A picture that is refused leaves as its words: the same message, at its place. */
export const inWords = (payload: string, { error, errorClass }: Finding & { kind: 'rejected' }): Outcome => ({
  ...base,
  event: 'not_sent',
  errorCode: error.code,
  errorClass,
  errorDetail: error.details,
  payload,
});

/** @param attempt counted from 1, the one that has just ended */
export function planOutcome(finding: Finding, attempt: number, random = Math.random): Outcome {
  switch (finding.kind) {
    case 'accepted':
      return { ...base, event: 'accepted', wamid: finding.wamid };
    case 'unknown':
      return { ...base, event: 'ambiguous', errorClass: 'outcome_unknown', errorDetail: finding.reason };
    case 'not_sent': {
      const ceilingMs = finding.isTrusted ? FIRST_RETRY_MS * 2 ** Math.min(attempt - 1, 20) : LONGEST_RETRY_MS;
      const delayMs = Math.min(ceilingMs, LONGEST_RETRY_MS) * (0.5 + random() / 2);
      return { ...base, event: 'not_sent', delayMs, errorClass: 'not_sent', errorDetail: finding.reason };
    }
    case 'tokenless': // due when the line opens
      return { ...base, event: 'not_sent', isCounted: false, errorClass: 'credentials', errorDetail: NO_TOKEN };
    case 'rejected':
      return planRejection(finding, attempt);
  }
}

function planRejection({ error, errorClass, retryAfterMs }: Finding & { kind: 'rejected' }, attempt: number): Outcome {
  const { code, subcode, details } = error;
  const rejected = { ...base, errorCode: code, errorClass, errorDetail: [subcode, details].filter(Boolean).join(' ') };
  switch (errorClass) {
    case 'throttled':
      return { ...rejected, event: 'not_sent', delayMs: Math.max(retryAfterMs ?? 0, throttleMs(code, attempt)) };
    case 'credentials':
      return { ...rejected, event: 'not_sent', isCounted: false }; // due when the line opens
    case 'window_closed': // the API's clock beats ours
      return { ...rejected, event: 'withheld' };
    case 'our_bug':
      return { ...rejected, event: 'malformed' };
    default:
      return rejected;
  }
}

const throttleMs = (code: number, attempt: number): number =>
  code === PAIR_RATE_LIMIT
    ? 1_000 * 4 ** Math.min(attempt - 1, MAX_PAIR_EXPONENT)
    : Math.min(1_000 * 2 ** Math.min(attempt - 1, 20), LONGEST_THROTTLE_MS);

/** Refusals that an operator must look at. */
export const alarming: ReadonlySet<GraphErrorClass> = new Set([
  'credentials',
  'quality',
  'our_bug',
  'template',
  'number',
  'payment',
  'unlisted',
]);
