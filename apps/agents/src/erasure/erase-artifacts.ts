import type { ErasureSource } from './erasure-source.js';

/** Sites and workspaces go, and at once the bytes that nobody else has. */
export const eraseArtifacts: ErasureSource = {
  statement: {
    name: 'erase-artifacts',
    text: `
      WITH person AS (
        SELECT * FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS person(phone_number_id, contact_id, place)),
      old_sites AS (
        DELETE FROM sites USING person
         WHERE sites.phone_number_id = person.phone_number_id AND sites.contact_id = person.contact_id
        RETURNING person.place, sites.blobs),
      old_workspaces AS (
        DELETE FROM workspaces USING person
         WHERE workspaces.phone_number_id = person.phone_number_id AND workspaces.contact_id = person.contact_id
        RETURNING person.place, workspaces.blobs),
      theirs AS (
        SELECT DISTINCT ON (sha256) place, sha256
          FROM (SELECT * FROM old_sites UNION ALL SELECT * FROM old_workspaces) gone, unnest(gone.blobs) AS sha256),
      old_blobs AS (
        DELETE FROM blobs USING theirs
         WHERE blobs.sha256 = theirs.sha256
           AND NOT EXISTS (
             SELECT FROM sites WHERE sites.blobs @> ARRAY[theirs.sha256]
                AND (sites.phone_number_id, sites.contact_id) NOT IN (SELECT phone_number_id, contact_id FROM person))
           AND NOT EXISTS (
             SELECT FROM workspaces WHERE workspaces.blobs @> ARRAY[theirs.sha256]
                AND (workspaces.phone_number_id, workspaces.contact_id)
                    NOT IN (SELECT phone_number_id, contact_id FROM person))
        RETURNING theirs.place)
      SELECT place::int, count(*)::int
        FROM (SELECT place FROM old_sites UNION ALL SELECT place FROM old_workspaces UNION ALL SELECT place FROM old_blobs)
             forgotten
       GROUP BY place`,
  },
};
