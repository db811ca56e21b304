import type { BuildRow, PhaseState, Revision } from './build-row.js';
import type { PhaseOutcome } from './phase-outcome.js';
import type { PhaseProgress } from './phase-task.js';

/** A build as people see it. */
export interface BuildView extends BuildRow {
  revisions: Revision[];
  finishedAt: Date | null;
  /** Of the site as it was published last; empty before. */
  url: string;
  slug: string;
  /** SHA-256 of the newest screenshot, or empty. */
  screenshot: string;
  phasesTotal: number;
  /** Done, reused or skipped. */
  phasesDone: number;
  phasesReused: number;
  /** Used by all its revisions. */
  tokens: number;
  costMicros: number;
  /** What the reused phases of this revision had cost. */
  savedMicros: number;
}

export interface PhaseView {
  id: string;
  revision: number;
  name: string;
  agent: string;
  dependsOn: string[];
  state: PhaseState;
  attempts: number;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** As it was last heard of; null when it never said anything. */
  progress: PhaseProgress | null;
  /** Of its last error; empty without one. */
  reason: string;
  outcome: PhaseOutcome | null;
}

export interface BuildEventView {
  id: string;
  at: Date;
  revision: number;
  phase: string;
  type: string;
  by: string;
  detail: string;
}

export interface BuildQuery {
  phoneNumberId?: string;
  conversationId?: string;
  /** Part of a title or of what was asked for. */
  text?: string;
  state?: BuildRow['state'];
  /** Builds that began before this one. */
  before?: string;
  limit: number;
}
