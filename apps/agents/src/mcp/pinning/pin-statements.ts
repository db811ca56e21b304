import type { Statement } from '#libs/database';

/**
 * $1 server, $2 tools, $3 hashes, $4 definitions, $5 what is suspicious of each (text[] as JSON), $6 whether tools of a server
 * that nobody has seen before are approved → every tool of the server that was given, with what is approved.
 */
export const RECORD_TOOLS: Statement = {
  name: 'mcp-tools-record',
  text: `
    WITH given AS (
      SELECT tool, hash, definition, ARRAY(SELECT jsonb_array_elements_text(suspicions)) AS suspicions
        FROM unnest($2::text[], $3::text[], $4::jsonb[], $5::jsonb[]) AS given(tool, hash, definition, suspicions)),
    known AS (SELECT tool, hash, seen_hash FROM mcp_tools WHERE server = $1),
    added AS (
      INSERT INTO mcp_tools (server, tool, hash, approved_at, seen_hash, seen_definition, suspicions)
      SELECT $1, tool, CASE WHEN approved THEN given.hash END, CASE WHEN approved THEN now() END, given.hash, definition, suspicions
        FROM given, LATERAL (
          SELECT $6::boolean AND suspicions = '{}' AND NOT EXISTS (SELECT FROM known) AS approved) AS judged
       WHERE NOT EXISTS (SELECT FROM known WHERE known.tool = given.tool AND known.seen_hash = given.hash)
       ORDER BY tool
      ON CONFLICT (server, tool) DO UPDATE
         SET seen_hash = EXCLUDED.seen_hash, seen_definition = EXCLUDED.seen_definition,
             suspicions = EXCLUDED.suspicions, seen_at = now()
      RETURNING tool, hash)
    SELECT given.tool, coalesce(added.hash, known.hash) AS approved
      FROM given LEFT JOIN added USING (tool) LEFT JOIN known USING (tool)`,
};

/** Of all servers, or $1 one. */
export const LIST_TOOLS: Statement = {
  name: 'mcp-tools-list',
  text: `
    SELECT server, tool, hash AS approved, approved_at AS "approvedAt", seen_hash AS seen, seen_definition AS definition, suspicions
      FROM mcp_tools WHERE $1::text IS NULL OR server = $1 ORDER BY server, tool`,
};

/** $1 server, $2 tool, $3 beginning of the hash that was read; empty: whatever the server said last. */
export const APPROVE_TOOL: Statement = {
  name: 'mcp-tools-approve',
  text: `
    UPDATE mcp_tools SET hash = seen_hash, approved_at = now()
     WHERE server = $1 AND tool = $2 AND starts_with(seen_hash, $3) RETURNING seen_hash AS seen`,
};
