import type { Transaction } from '#libs/database';

/**
 * Erases a person from the orchestrator's own tables: what they said, what was answered, files, builds, events and every alias. The
 * conversation stays as an empty stub that nobody finds, so that what still holds its id comes to nothing; their messages
 * stay as digests, so that what Meta delivers again comes to nothing too. Aliases leave no digest: all phone numbers can be
 * tried. In one transaction, and a second time there is nothing to do.
 * @returns how many rows were removed or emptied, and the conversations that were one with this one
 */
export async function eraseConversation(
  client: Transaction,
  conversationId: string,
  requestedBy: string,
): Promise<{ erased: number; ids: string[] }> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM conversations WHERE id = $1 OR merged_into = $1 ORDER BY id FOR UPDATE',
    [conversationId],
  );
  const ids = rows.map(({ id }) => id);
  let erased = 0;
  for (const text of statements) erased += (await client.query<{ count: number }>(text, [ids])).rows[0]?.count ?? 0;
  await client.query(
    `INSERT INTO conversation_events (conversation_id, type, by, idempotency_key) VALUES ($1, 'erased', $2, $3)
     ON CONFLICT (idempotency_key) DO NOTHING`,
    [conversationId, requestedBy, `erased:${conversationId}`],
  );
  await client.query('UPDATE erasures SET erased = erased + $2 WHERE id = $1', [conversationId, erased]);
  await client.query(
    `SELECT pg_notify('sessions_forgotten', phone_number_id || ':' || id) FROM conversations WHERE id = ANY ($1::uuid[])`,
    [ids],
  );
  await client.query(`SELECT pg_notify('conversations_changed', $1)`, [conversationId]);
  return { erased, ids };
}

const emptied = (table: string, condition = ''): string => `
  WITH gone AS (DELETE FROM ${table} WHERE conversation_id = ANY ($1::uuid[]) ${condition} RETURNING 1) SELECT count(*)::int FROM gone`;

const emptiedOfBuilds = (table: string): string => `
  WITH gone AS (DELETE FROM ${table} t USING builds b WHERE b.id = t.build_id AND b.conversation_id = ANY ($1::uuid[]) RETURNING 1)
  SELECT count(*)::int FROM gone`;

/** $1 the conversations. The first takes a turn under way its claim: nothing that it still writes fits. */
const statements = [
  `WITH emptied AS (
     UPDATE conversations
        SET epoch = epoch + 1, state = CASE state WHEN 'merged' THEN state ELSE 'idle' END, turn_id = NULL, owner = NULL,
            lease_until = NULL, attempts = 0, handled_seq = greatest(handled_seq, accepted_seq), session_version = session_version + 1,
            bsuid = NULL, parent_bsuid = NULL, wa_id = NULL, name = NULL, language = NULL, preview = '', handoff = NULL,
            handover = NULL, operator = NULL, owned_by = 'bot', unread = 0, failed_turns = 0, opted_out_at = NULL, opt_out_notice = NULL,
            last_inbound_at = NULL, progress = NULL, error_detail = NULL, erased_at = now()
      WHERE id = ANY ($1::uuid[]) AND erased_at IS NULL RETURNING 1)
   SELECT count(*)::int FROM emptied`,
  `INSERT INTO erased_messages (digest)
   SELECT sha256(convert_to(phone_number_id || '/' || message_id, 'UTF8')) FROM inbox WHERE conversation_id = ANY ($1::uuid[])
   ON CONFLICT DO NOTHING`,
  `SELECT coalesce(sum(erase_media(id)), 0)::int AS count FROM unnest($1::uuid[]) AS gone(id)`,
  // Builds as whoever moves them locks them: the build, then its phases by their ids, as leases are extended
  'SELECT (count(*) * 0)::int AS count FROM (SELECT FROM builds WHERE conversation_id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE) AS held',
  `WITH theirs AS MATERIALIZED (
     SELECT p.id, p.state FROM phases p JOIN builds b ON b.id = p.build_id
      WHERE b.conversation_id = ANY ($1::uuid[]) ORDER BY p.id FOR UPDATE OF p),
   gone AS (DELETE FROM phases p USING theirs WHERE p.id = theirs.id RETURNING 1)
   SELECT count(*)::int AS count, (SELECT count(pg_notify('phases_stopped', id::text)) FROM theirs WHERE state = 'running') AS stopped FROM gone`,
  emptiedOfBuilds('build_events'),
  emptiedOfBuilds('build_notices'),
  emptiedOfBuilds('phase_drafts'),
  emptiedOfBuilds('unfinished_sites'),
  emptied('build_messages'),
  emptied('phase_cache'),
  emptied('builds'),
  emptied('feedback'),
  emptied('turns'),
  emptied('operator_messages'),
  emptied('conversation_events', "AND type <> 'erased'"),
  emptied('aliases'),
  emptied('inbox'),
];
