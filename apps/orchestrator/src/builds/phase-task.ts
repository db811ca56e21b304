import type { Phase } from '../workflows/workflow.js';
import type { BuildRow } from './build-row.js';
import type { PhaseOutcome, PhaseTrail } from './phase-outcome.js';

/** What a running phase says of itself. */
export interface PhaseProgress {
  /** What it does, in a few words. */
  note: string;
  /** End of what its agent has written so far. */
  outputTail: string;
  tokens: number;
  /** 0 to 100, where it is known. */
  percent?: number;
}

/** One attempt of one phase. */
export interface PhaseTask {
  build: BuildRow;
  phase: Phase;
  /** Id of the phase in this revision: the same for every attempt, so it is part of the keys of effects. */
  phaseId: string;
  revision: number;
  /** Counted from 1. */
  attempt: number;
  /** Of what it depends on, directly or through others, by name; one that was skipped is not among them. */
  outputs: Record<string, PhaseOutcome>;
  /** Of this phase in the revision that this one was made from. */
  previous?: PhaseOutcome;
  /** What phases that built upon `previous` did after it, in their order. */
  later?: PhaseTrail[];
  /** The earlier revision that this one restores: what those between them did outside is taken back. */
  restores?: number;
  /** Of this attempt: what it does is a part of it. */
  traceparent: string;
  /** Shows what it does, and that it lives: a phase that is silent for longer than its `silentMs` is stopped. */
  report(progress: PhaseProgress): void;
  /** Aborted when the build is cancelled, the phase takes too long or is silent, or another replica has it. */
  signal: AbortSignal;
}
