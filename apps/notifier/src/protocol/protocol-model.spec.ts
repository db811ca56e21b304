import { planOutcome } from '../sending/plan-outcome.js';
import { classifyAnswer } from '../graph/classify-answer.js';
import type { CallResult } from '../graph/graph-call.js';
import { type IntakeEvidence, judgeUnknown, type ReconciliationTimes } from './judge-unknown.js';
import { type SendEvent, type SendState, transition } from './transition.js';

/**
 * One message, every outcome of the API times every moment at which its process can die: what the real transition function,
 * the real gate and the real classification make of it, beside policies that look reasonable and are not.
 */
const MINUTE = 60_000;
const times: ReconciliationTimes = {
  quietMs: 90_000,
  holMaxMs: 2 * MINUTE,
  unknownMaxMs: 30 * MINUTE,
  beatGapMs: 30_000,
  maxBacklogMs: 1_000,
  windowMs: 24 * 60 * MINUTE,
};

const answer = (status: number, body: object): CallResult => ({ status, headers: {}, body: JSON.stringify(body) });
const broken = (errorCode: string, headersLeft: boolean): CallResult => ({ status: undefined, errorCode, headersLeft });
const fine: Outcome = { accepts: true, result: answer(200, { messages: [{ id: 'wamid' }] }) };

interface Outcome {
  /** Whether the message exists afterwards. */
  accepts: boolean;
  result: CallResult;
}

/** What the API does with the first POST; every later one is fine. */
const outcomes: Record<string, Outcome> = {
  'accepted, answered': fine,
  'accepted, answer lost': { accepts: true, result: broken('UND_ERR_SOCKET', true) },
  'accepted, 5xx': { accepts: true, result: answer(500, {}) },
  'not accepted, 5xx': { accepts: false, result: answer(503, {}) },
  throttled: { accepts: false, result: answer(400, { error: { code: 131056 } }) },
  'connection refused': { accepts: false, result: broken('ECONNREFUSED', false) },
};

const crashes = [
  'none',
  'before claim',
  'after claim',
  'during post',
  'after response',
  'after commit',
  'paused',
] as const;
type Crash = (typeof crashes)[number];

/** When the status of an accepted message comes, and whether intake was in order meanwhile. */
const statuses = {
  'within Q': { afterMs: 20_000, isIntakeDown: false },
  'late, intake was down': { afterMs: 10 * MINUTE, isIntakeDown: true },
  'never, intake is healthy': { afterMs: Infinity, isIntakeDown: false },
};
type Statuses = (typeof statuses)[keyof typeof statuses];

interface Policy {
  /** What a lapsed lease and an ambiguous answer lead to. */
  ambiguous: SendState;
  /** Whether an unknown message is due again. */
  resends(ageMs: number, intake: IntakeEvidence, isFirst: boolean, attemptedAt: number): boolean;
  checksLease: boolean;
  /** Whether the holder of an attempt may still say, after its lease, that it has not sent anything. */
  hearsLateHolder: boolean;
}

const quiet: Policy['resends'] = (ageMs) => ageMs >= times.quietMs;
const gated: Policy['resends'] = (_, intake, isFirst, attemptedAt) =>
  judgeUnknown(
    {
      phoneNumberId: 'number',
      attemptedAt,
      createdAt: 0,
      policy: 'at_least_once',
      resends: isFirst ? 0 : 1,
      isBlocking: false,
      hasOptedOut: false,
    },
    intake,
    times,
  ) === 'resend';

const policies: Record<string, Policy> = {
  'naive retry': { ambiguous: 'pending', resends: () => false, checksLease: false, hearsLateHolder: false },
  'never resend': { ambiguous: 'unknown', resends: () => false, checksLease: false, hearsLateHolder: false },
  'quiet period only': { ambiguous: 'unknown', resends: quiet, checksLease: false, hearsLateHolder: true },
  'quiet period and gate': { ambiguous: 'unknown', resends: gated, checksLease: false, hearsLateHolder: true },
  'quiet period, gate and lease check': {
    ambiguous: 'unknown',
    resends: gated,
    checksLease: true,
    hearsLateHolder: true,
  },
};

/** One message under one policy, from its storing to the end of time. */
class Run {
  state: SendState = 'pending';
  acceptances = 0;
  private now = 0;
  private epoch = 0;
  private attemptedAt = 0;
  private posts = 0;
  private resends = 0;
  private readonly statusesDue: number[] = [];
  private outage?: { from: number; to: number };

  constructor(
    private readonly policy: Policy,
    private readonly first: Outcome,
    private readonly coming: Statuses,
  ) {}

  play(crash: Crash): this {
    const sleeper = this.begin(crash);
    for (; this.now <= 60 * MINUTE; this.now += 1_000) {
      this.receiveStatuses();
      if (this.state === 'unknown') this.reconcile();
      if (this.state === 'pending') {
        this.attempt();
        if (sleeper !== undefined) this.wake(sleeper); // right after the resend
      }
    }
    if (sleeper !== undefined) this.wake(sleeper);
    return this;
  }

  /** The first process, up to its death; the epoch of one that only sleeps. */
  private begin(crash: Crash): number | undefined {
    if (crash === 'before claim') return void (this.posts = 1); // the restarted process meets an API in good health
    if (crash === 'none') return void this.attempt();
    this.claim();
    const epoch = this.epoch;
    if (crash === 'after claim') this.posts = 1;
    else if (crash === 'paused') this.sleeping = true;
    else {
      const outcome = this.post();
      if (crash === 'after commit') this.write(epoch, outcome);
    }
    if (this.state === 'sending') this.lapse();
    return crash === 'paused' ? epoch : undefined;
  }

  private sleeping = false;

  private attempt(): void {
    this.claim();
    this.write(this.epoch, this.post());
  }

  private wake(epoch: number): void {
    if (!this.sleeping) return;
    this.sleeping = false;
    if (this.policy.checksLease) return this.write(epoch, 'not_sent'); // its lease is over: it sends nothing
    this.write(epoch, this.post(this.first));
  }

  private claim(): void {
    this.state = transition(this.state, 'claimed');
    this.epoch += 1;
    this.attemptedAt = this.now;
  }

  private post(outcome = this.posts === 0 && !this.sleeping ? this.first : fine): SendEvent {
    this.posts += 1;
    if (outcome.accepts) {
      this.acceptances += 1;
      this.statusesDue.push(this.now + this.coming.afterMs);
      if (this.coming.isIntakeDown) this.outage ??= { from: this.now, to: this.now + this.coming.afterMs };
    }
    return planOutcome(classifyAnswer(outcome.result), 1).event;
  }

  private write(epoch: number, event: SendEvent): void {
    if (epoch !== this.epoch) return; // fenced
    if (this.state === 'unknown' && event === 'not_sent' && !this.policy.hearsLateHolder) return;
    if (event === 'ambiguous' && this.state === 'sending') this.state = this.policy.ambiguous;
    else this.state = transition(this.state, event);
  }

  private lapse(): void {
    this.now += 6_000;
    this.state = this.policy.ambiguous === 'unknown' ? transition(this.state, 'lapsed') : this.policy.ambiguous;
  }

  private receiveStatuses(): void {
    if (this.statusesDue.some((at) => at <= this.now)) this.state = transition(this.state, 'status_delivered');
  }

  private reconcile(): void {
    const intake: IntakeEvidence = {
      now: this.now,
      silences:
        this.outage && this.outage.from < this.now
          ? [{ from: this.outage.from, to: Math.min(this.now, this.outage.to) }]
          : [],
      reportedUntil: this.now,
      backlogMs: 0,
      newestEventAt: new Map([['number', this.now]]),
    };
    if (!this.policy.resends(this.now - this.attemptedAt, intake, this.resends === 0, this.attemptedAt)) return;
    this.resends += 1;
    this.state = transition(this.state, 'resent');
  }
}

/** Doubled and lost among the 42 cases. */
function count(policy: Policy, coming: Statuses): [doubled: number, lost: number] {
  const runs = Object.values(outcomes).flatMap((outcome) =>
    crashes.map((crash) => new Run(policy, outcome, coming).play(crash)),
  );
  expect(runs).toHaveLength(42);
  return [runs.filter((run) => run.acceptances > 1).length, runs.filter((run) => run.acceptances === 0).length];
}

describe('the sending protocol, exhaustively', () => {
  const table = Object.fromEntries(
    Object.entries(policies).map(([name, policy]) => [
      name,
      Object.values(statuses).map((coming) => count(policy, coming)),
    ]),
  );

  it('neither doubles nor loses a message whose status is seen before the decision to send it again', () => {
    expect(table['quiet period, gate and lease check']!.slice(0, 2)).toEqual([[0, 0], [0, 0]]); // prettier-ignore
  });

  it('doubles only what was accepted without any status ever coming', () => {
    expect(table['quiet period, gate and lease check']![2]).toEqual([10, 0]);
  });

  it.each([
    ['naive retry', [[13, 0], [13, 0], [13, 0]]], // prettier-ignore
    ['never resend', [[0, 17], [0, 17], [0, 17]]], // prettier-ignore
    ['quiet period only', [[3, 0], [13, 0], [13, 0]]], // prettier-ignore
    ['quiet period and gate', [[3, 0], [3, 0], [13, 0]]], // prettier-ignore
  ])('shows that %s fails', (name, figures) => expect(table[name]).toEqual(figures));
});
