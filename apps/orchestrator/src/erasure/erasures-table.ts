import type { WorkTable } from '#libs/work';

/** People who are to be erased. Every step may be repeated, so a lapsed lease means that somebody else goes on. */
export const erasuresTable: WorkTable = {
  name: 'erasures',
  states: { ready: 'due', held: 'claimed', setAside: 'set_aside', lapsed: 'due' },
  priority: 'work.due_at',
  channel: 'erasures_due',
  claimTail:
    'SELECT id, epoch, attempts, phone_number_id AS "phoneNumberId", requested_by AS "requestedBy" FROM claimed',
};
