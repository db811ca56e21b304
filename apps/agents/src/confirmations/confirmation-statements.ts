import type { Statement } from '#libs/database';

/** $1 id … $10 summary, $11 minutes. The same question of the same turn is asked once, however often the turn is repeated. */
export const ASK: Statement = {
  name: 'confirmation-ask',
  text: `
    INSERT INTO confirmations AS c (id, phone_number_id, contact_id, conversation_id, turn_id, agent, tool, arguments,
      arguments_hash, summary, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now() + $11::int * interval '1 minute')
    ON CONFLICT ON CONSTRAINT confirmations_question DO UPDATE SET expires_at = c.expires_at
    RETURNING id, summary`,
};

/**
 * $1 id, $2 number, $3 contact, $4 choice. The first choice stays. No row: not this person's, or no such question; `choice`
 * is null when it has expired unused.
 */
export const TAP: Statement = {
  name: 'confirmation-tap',
  text: `
    WITH mine AS (
      SELECT id, agent, tool, arguments, arguments_hash, summary FROM confirmations
      WHERE id = $1 AND phone_number_id = $2 AND contact_id = $3
    ), used AS (
      UPDATE confirmations c SET used_at = COALESCE(c.used_at, now()), choice = COALESCE(c.choice, $4)
      FROM mine WHERE c.id = mine.id AND (c.used_at IS NOT NULL OR c.expires_at > now())
      RETURNING c.id, c.choice, c.outcome
    )
    SELECT mine.agent, mine.tool, mine.arguments, mine.arguments_hash AS "hash", mine.summary, used.choice, used.outcome
    FROM mine LEFT JOIN used ON used.id = mine.id`,
};

/** $1 id, $2 outcome. The first outcome stays. */
export const KEEP_OUTCOME: Statement = {
  name: 'confirmation-outcome',
  text: `UPDATE confirmations SET outcome = COALESCE(outcome, $2::jsonb) WHERE id = $1 RETURNING outcome`,
};

/** $1 days, $2 rows at most. */
export const FORGET_CONFIRMATIONS: Statement = {
  name: 'confirmations-forget',
  text: `
    WITH old AS (
      SELECT id FROM confirmations WHERE expires_at < now() - $1::int * interval '1 day'
      ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ), gone AS (DELETE FROM confirmations c USING old WHERE c.id = old.id RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};
