import type { Verdict } from '#libs/resilience';
import type { Finding } from './classify-answer.js';

/** Answers of whoever stands before the API, and ones that nobody can read: somebody is there. */
const ANSWERED = /^http_4|^unreadable_200$/;

/** What the end of a send says about the API: whatever it refuses, it is there; limits of rate have pauses of their own. */
export function judgeFinding(finding: Finding): Verdict {
  switch (finding.kind) {
    case 'accepted':
      return 'answered';
    case 'rejected':
      return finding.errorClass === 'throttled' ? 'unknown' : 'answered';
    case 'tokenless':
      return 'unknown';
    case 'not_sent':
      return finding.reason === 'lease_lost' ? 'unknown' : 'failed';
    case 'unknown':
      return ANSWERED.test(finding.reason) ? 'answered' : 'failed';
  }
}
