import type { Statement } from '#libs/database';

/** $1 hashes. */
export const READ_BLOBS: Statement = {
  name: 'blobs-read',
  text: `SELECT encode(sha256, 'hex') AS sha256, data FROM blobs WHERE sha256 = ANY($1::bytea[])`,
};

/** $1 hashes in the order of their weight, $2 bytes in all: those that come after it are left out. */
export const READ_BLOBS_WITHIN: Statement = {
  name: 'blobs-read-within',
  text: `
    WITH found AS (
      SELECT b.sha256, sum(b.size) OVER (ORDER BY wanted.place) AS bytes
        FROM unnest($1::bytea[]) WITH ORDINALITY AS wanted(sha256, place) JOIN blobs b ON b.sha256 = wanted.sha256)
    SELECT encode(b.sha256, 'hex') AS sha256, b.data
      FROM found JOIN blobs b ON b.sha256 = found.sha256 WHERE found.bytes <= $2`,
};

/**
 * What runs leave: $1 hashes and $2 bytes of what they wrote; of each run $3 build, $4 revision, $5 phase, $6 number, $7
 * contact; and of each file of a run $8 the place of the run from 1 and $9 its hash → for each place with files whose bytes
 * are nowhere, how many; for one of a person who was erased, -1, and nothing of it is kept. A phase may have several runs; the bytes of all of them are its own. A conflict locks the row, so that nobody deletes what is being kept.
 */
export const STORE_WORKSPACES: Statement = {
  name: 'workspaces-store',
  text: `
    WITH run AS (
      SELECT * FROM unnest($3::text[], $4::int[], $5::text[], $6::text[], $7::text[]) WITH ORDINALITY
           AS run(build_id, revision, phase, phone_number_id, contact_id, place)),
    buried AS (
      SELECT place FROM run WHERE EXISTS (
        SELECT FROM erased_contacts e WHERE e.digest = contact_digest(run.phone_number_id, run.contact_id))),
    held AS (
      SELECT * FROM unnest($8::int[], $9::bytea[]) AS held(place, sha256) WHERE place NOT IN (SELECT place FROM buried)),
    lost AS (
      SELECT place, count(*)::int AS count FROM held
       WHERE sha256 <> ALL ($1::bytea[]) AND NOT EXISTS (SELECT FROM blobs WHERE blobs.sha256 = held.sha256)
       GROUP BY place),
    stored AS (
      INSERT INTO blobs (sha256, data) SELECT * FROM unnest($1::bytea[], $2::bytea[]) AS written(sha256, data)
       WHERE sha256 IN (SELECT sha256 FROM held) ORDER BY 1
      ON CONFLICT (sha256) DO UPDATE SET used_at = now() WHERE blobs.used_at < now() - interval '1 day'),
    kept AS (
      INSERT INTO workspaces (build_id, revision, phase, phone_number_id, contact_id, blobs)
      SELECT build_id, revision, phase, phone_number_id, contact_id,
             ARRAY(SELECT DISTINCT sha256 FROM held WHERE held.place = run.place)
        FROM run
       WHERE place NOT IN (SELECT place FROM lost) AND place NOT IN (SELECT place FROM buried) ORDER BY 1, 2, 3
      ON CONFLICT (build_id, revision, phase) DO UPDATE
         SET blobs = ARRAY(SELECT DISTINCT unnest(workspaces.blobs || EXCLUDED.blobs)), used_at = now())
    SELECT place::int, count FROM lost UNION ALL SELECT place::int, -1 FROM buried`,
};

/** $1 days, $2 rows at most. */
export const FORGET_WORKSPACES: Statement = {
  name: 'workspaces-forget',
  text: `
    WITH old AS (
      SELECT build_id, revision, phase FROM workspaces WHERE used_at < now() - $1::int * interval '1 day'
      ORDER BY used_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ), gone AS (
      DELETE FROM workspaces w USING old
       WHERE w.build_id = old.build_id AND w.revision = old.revision AND w.phase = old.phase RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};

/** $1 days, $2 rows at most. What a workspace or a site still has is looked at again after as many days. */
export const FORGET_BLOBS: Statement = {
  name: 'blobs-forget',
  text: `
    WITH old AS (
      SELECT sha256 FROM blobs WHERE used_at < now() - $1::int * interval '1 day'
      ORDER BY used_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ), judged AS (
      SELECT sha256, EXISTS (SELECT FROM workspaces w WHERE w.blobs @> ARRAY[old.sha256])
                  OR EXISTS (SELECT FROM sites s WHERE s.blobs @> ARRAY[old.sha256]) AS is_used
        FROM old
    ), kept AS (UPDATE blobs b SET used_at = now() FROM judged WHERE b.sha256 = judged.sha256 AND is_used),
    gone AS (DELETE FROM blobs b USING judged WHERE b.sha256 = judged.sha256 AND NOT is_used RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};
