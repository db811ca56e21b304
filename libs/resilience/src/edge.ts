/** Wait before the second attempt; it doubles up to `maxMs`, with jitter. */
export interface Backoff {
  firstMs: number;
  maxMs: number;
}

/** Failures in a row after which a peer is left alone, and for how long, before one call is let through as a probe. */
export interface BreakerRow {
  failures: number;
  /** Failures that are no further apart than this count as one: where many calls share a connection, they fail with it. */
  momentMs?: number;
  halfOpenAfterMs: number;
  /** What has a breaker of its own: a peer that is down says nothing about another one. */
  per: 'service' | 'number' | 'model' | 'server';
}

/** Calls under way at once and those that may wait for a place; or the name of the bound that holds them already. */
export type Bulkhead = { atOnce: number; waiting: number } | { bound: string };

/**
 * One row for each call that leaves a process. `attempts` counts the first one; `retries` names the one layer that
 * repeats the call.
 */
export interface Edge {
  /** Whole call, attempts included. */
  deadlineMs: number;
  attempts: number;
  retries: 'grpc' | 'work' | 'sdk' | 'caller' | 'none';
  /** Of the attempts that this row repeats; work has its own, which survives the process. */
  backoff?: Backoff;
  breaker: BreakerRow | 'none';
  bulkhead: Bulkhead;
}
