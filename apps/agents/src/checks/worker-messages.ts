import type { Check, CheckProblem, Screenshot } from './check-report.ts';

/** What a worker is looking at: named when it is stopped there. */
export interface Stage {
  check: Check;
  path: string;
}

/** Sent as it is found, so that a worker that is stopped has told what it found until then. */
export interface WorkerUpdate {
  stage?: Stage;
  problems?: CheckProblem[];
  notes?: string[];
  screenshot?: Screenshot;
}

export type WorkerMessage =
  | { kind: 'update'; update: WorkerUpdate }
  /** Spent: the process has something left over that it cannot end, and must not be given another job. */
  | { kind: 'done'; isSpent: boolean };
