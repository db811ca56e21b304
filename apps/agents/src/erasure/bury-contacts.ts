import type { RetentionRule } from '#libs/database';
import type { ErasureSource } from './erasure-source.js';

/** Before everything else of builds: what their runs still write after it is refused. It counts nothing. */
export const buryContacts: ErasureSource = {
  statement: {
    name: 'erase-bury',
    text: `SELECT 1 AS place, 0 AS count FROM bury_contacts($1::text[], $2::text[])`,
  },
};

/** Long after the last attempt of anything that could still run for them. */
export const erasedContactsRetention: RetentionRule = {
  statement: {
    name: 'erased-contacts-forget',
    text: `
      WITH old AS (
        SELECT digest FROM erased_contacts WHERE erased_at < now() - $1::int * interval '1 day' LIMIT $2 FOR UPDATE SKIP LOCKED),
      gone AS (DELETE FROM erased_contacts e USING old WHERE e.digest = old.digest RETURNING 1)
      SELECT count(*)::int AS count FROM gone`,
  },
  days: 30,
};
