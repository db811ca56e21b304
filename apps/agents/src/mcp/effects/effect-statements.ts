import type { Statement } from '#libs/database';

/**
 * $1 key, $2 server, $3 tool, $4 number, $5 contact, $6 build, $7 revision, $8 arguments, $9 whether one that was begun and
 * never ended may be begun again → `isBegun`, and what is known of an earlier one.
 */
export const BEGIN_EFFECT: Statement = {
  name: 'mcp-effects-begin',
  text: `
    WITH begun AS (
      INSERT INTO mcp_effects (key, server, tool, phone_number_id, contact_id, build_id, revision, arguments, state)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'begun')
      ON CONFLICT (key) DO UPDATE SET state = 'begun', begun_at = now(), ended_at = NULL, result = NULL
         WHERE mcp_effects.state = 'failed' OR ($9::boolean AND mcp_effects.state = 'begun')
      RETURNING key)
    SELECT EXISTS (SELECT FROM begun) AS "isBegun", e.state, e.result
      FROM (SELECT) AS one LEFT JOIN mcp_effects e ON e.key = $1`,
};

/** $1 key, $2 state, $3 result. */
export const END_EFFECT: Statement = {
  name: 'mcp-effects-end',
  text: `UPDATE mcp_effects SET state = $2, result = coalesce($3, result), ended_at = now() WHERE key = $1`,
};

/** $1 build, $2 number, $3 and $4 the revisions between which effects are taken back; the newest first. */
export const EFFECTS_TO_UNDO: Statement = {
  name: 'mcp-effects-to-undo',
  text: `
    SELECT key, server, tool, arguments, result FROM mcp_effects
     WHERE build_id = $1 AND phone_number_id = $2 AND revision > $3 AND revision < $4 AND state = 'done'
     ORDER BY ended_at DESC LIMIT 200`,
};

/** $1 days, $2 rows at most. */
export const FORGET_MCP_EFFECTS: Statement = {
  name: 'mcp-effects-forget',
  text: `
    WITH old AS (
      SELECT key FROM mcp_effects WHERE begun_at < now() - $1::int * interval '1 day'
      ORDER BY begun_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ), gone AS (DELETE FROM mcp_effects e USING old WHERE e.key = old.key RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};
