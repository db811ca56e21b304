import type { WorkTable } from '#libs/work';

/** What may run at once, however many replicas there are. */
export interface PhaseLimits {
  /** Phases of all builds of one number. */
  perNumber: number;
  /** Phases of all builds. */
  inAll: number;
}

/** Phases of builds. Until its end is recorded a phase may be repeated, so a lapsed lease means that somebody else goes on. */
export const phasesTable = ({ perNumber, inAll }: PhaseLimits): WorkTable => ({
  name: 'phases',
  states: { ready: 'ready', held: 'running', setAside: 'failed', lapsed: 'ready' },
  priority: 'work.due_at',
  channel: 'phases_due',
  // A replica that is killed is no failure of the phase
  lapseSets: 'attempts = greatest(0, work.attempts - 1), lapses = work.lapses + 1',
  claim: `SELECT phase_id AS id, phase_epoch AS epoch, phase_attempts AS attempts, content
            FROM claim_phases($1, $2, $3, ${perNumber}, ${inAll})`,
});
