import type { WorkRow } from '#libs/work';
import type { Phase } from '../workflows/workflow.js';
import type { BuildRow } from './build-row.js';
import type { PhaseOutcome, PhaseTrail } from './phase-outcome.js';

/** A claimed phase with everything that its work needs. */
export interface PhaseRow extends WorkRow {
  content: {
    buildId: string;
    revision: number;
    /** Leases on it that lapsed. */
    lapses: number;
    phase: Phase;
    build: Omit<BuildRow, 'contactId' | 'createdAt'> & { createdAt: string };
    outputs: Record<string, PhaseOutcome>;
    previous: PhaseOutcome | null;
    later: PhaseTrail[] | null;
    /** The earlier revision that this one restores. */
    restores: number | null;
  };
}

/** How an attempt ended. */
export interface PhaseEnd {
  row: PhaseRow;
  state: 'done' | 'reused' | 'failed';
  outcome?: PhaseOutcome;
  /** Of a failed one. */
  reason: string;
  errorClass: string;
}

/** A build that has come to something with the end of a phase. */
export interface MovedBuild {
  id: string;
  state: BuildRow['state'];
  reason: string;
  revision: number;
  workflow: string;
  /** Since it began. */
  seconds: number;
}
