import { makeCounterProvider, makeGaugeProvider, makeHistogramProvider } from '@willsoto/nestjs-prometheus';
import { makeTracedHistogramProvider } from '#libs/observability';

export const TURNS = 'messages_processed_total';
export const TURN_DURATION = 'message_processing_duration_seconds';
export const ACTIVE_ORCHESTRATORS = 'active_orchestrators';
export const ACTIVE_SESSIONS = 'active_sessions';
export const SESSION_DURATION = 'session_duration_seconds';
export const SESSION_REBUILDS = 'session_rebuilds_total';
export const SESSION_COMMITS = 'session_commits_total';
export const CACHE_HITS = 'cache_hits_total';
export const CACHE_MISSES = 'cache_misses_total';

export const WORKFLOW_DURATION = 'workflow_duration_seconds';
export const WORKFLOW_SUCCESSES = 'workflow_success_total';
export const WORKFLOW_FAILURES = 'workflow_failure_total';

export const orchestratorMetrics = [
  makeCounterProvider({
    name: CACHE_HITS,
    help: 'Answers from a cache, by kind: phase',
    labelNames: ['cache_type'],
  }),
  makeCounterProvider({
    name: CACHE_MISSES,
    help: 'Answers that a cache did not have, by kind and reason: absent, or tampered (its signature is wrong)',
    labelNames: ['cache_type', 'reason'],
  }),
  makeCounterProvider({
    name: TURNS,
    help: 'Turns by type of their last message and outcome',
    labelNames: ['type', 'status'],
  }),
  makeTracedHistogramProvider({
    name: TURN_DURATION,
    help: 'Time from the claim of a turn to its end',
    labelNames: ['type'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
  }),
  makeGaugeProvider({ name: ACTIVE_ORCHESTRATORS, help: 'Turns that this process is working on' }),
  makeGaugeProvider({
    name: ACTIVE_SESSIONS,
    help: 'Conversations with a turn in the last 24 hours: the same number in every replica, NaN while Redis is away',
  }),
  makeHistogramProvider({
    name: SESSION_DURATION,
    help: 'Time from the first turn of a session to its last one; a session ends with 24 hours of silence',
    buckets: [1, 10, 60, 300, 900, 3_600, 4 * 3_600, 12 * 3_600, 24 * 3_600, 3 * 24 * 3_600, 7 * 24 * 3_600],
  }),
  makeCounterProvider({
    name: SESSION_REBUILDS,
    help: 'Sessions built from Postgres because the copy in Redis was missing, old, corrupt or away',
    labelNames: ['reason'],
  }),
  makeCounterProvider({
    name: SESSION_COMMITS,
    help: 'Sessions brought up to a turn: committed, repeated, conflict (tried again), superseded, too_new, dropped, failed or away',
    labelNames: ['outcome'],
  }),
  makeHistogramProvider({
    name: WORKFLOW_DURATION,
    help: 'Time from the beginning of a revision of a build to its end',
    labelNames: ['workflow_type'],
    buckets: [0.05, 0.25, 1, 5, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 4 * 3_600],
  }),
  makeCounterProvider({ name: WORKFLOW_SUCCESSES, help: 'Revisions of builds that were done' }),
  makeCounterProvider({
    name: WORKFLOW_FAILURES,
    help: 'Revisions of builds that failed',
    labelNames: ['workflow_type', 'failure_reason'],
  }),
];
