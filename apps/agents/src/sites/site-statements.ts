import type { Statement } from '#libs/database';

/**
 * $1 build, $2 revision, $3 names in the order of preference, $4 number, $5 contact, $6 files as JSON, $7 their
 * hashes → `lost`, how many of them have no bytes, `isErased` where the person was, and `slug` of the build's site. A build keeps the name that its site has; an
 * older revision changes nothing. Neither: another build was quicker with the name.
 */
export const PUBLISH_SITE: Statement = {
  name: 'sites-publish',
  text: `
    WITH lost AS (
      SELECT count(*)::int AS count FROM unnest($7::bytea[]) AS held(sha256)
       WHERE NOT EXISTS (SELECT FROM blobs WHERE blobs.sha256 = held.sha256)),
    buried AS (SELECT EXISTS (SELECT FROM erased_contacts WHERE digest = contact_digest($4, $5)) AS is_erased),
    own AS (SELECT slug, revision FROM sites WHERE build_id = $1),
    changed AS (
      UPDATE sites SET revision = $2, files = $6, blobs = $7, published_at = now()
       WHERE build_id = $1 AND revision <= $2 AND (SELECT count FROM lost) = 0 AND NOT (SELECT is_erased FROM buried)
      RETURNING slug),
    free AS (
      SELECT wanted.slug FROM unnest($3::text[]) WITH ORDINALITY AS wanted(slug, place)
       WHERE NOT EXISTS (SELECT FROM sites WHERE sites.slug = wanted.slug) ORDER BY place LIMIT 1),
    added AS (
      INSERT INTO sites (slug, build_id, revision, phone_number_id, contact_id, files, blobs)
      SELECT slug, $1, $2, $4, $5, $6, $7 FROM free
       WHERE NOT EXISTS (SELECT FROM own) AND (SELECT count FROM lost) = 0 AND NOT (SELECT is_erased FROM buried)
      ON CONFLICT DO NOTHING RETURNING slug)
    SELECT (SELECT count FROM lost) AS lost, (SELECT is_erased FROM buried) AS "isErased",
           coalesce((SELECT slug FROM changed), (SELECT slug FROM added), (SELECT slug FROM own WHERE revision > $2)) AS slug`,
};

/** $1 slug. */
export const RESOLVE_SITE: Statement = {
  name: 'sites-resolve',
  text: `SELECT build_id AS "buildId", revision, files FROM sites WHERE slug = $1`,
};
