import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import { uuidV7 } from '../outbox/uuid-v7.js';

/** Messages of one turn at most, for which a place is taken when it is stopped. */
const MOST_REPLIES = 20;

/** What the orchestrator takes back: what was not sent yet, and what is known of a person. */
@Injectable()
export class ControlRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Keys of what is not sent any more. With a turn, what it may still hand over finds its place taken. */
  async cancel(conversationId: string, turnId: string): Promise<string[]> {
    const keys = turnId ? [...Array.from({ length: MOST_REPLIES }, (_, n) => `${turnId}:${n}`), `${turnId}:sorry`] : [];
    const rows = await this.database.query<{ key: string }>(CANCEL, [conversationId, keys, keys.map(() => uuidV7())]);
    return [...new Set(rows.map(({ key }) => key))];
  }

  /** How many rows lost what they said about a person. */
  async erase(conversationId: string): Promise<number> {
    const [row] = await this.database.query<{ erased: number }>(ERASE, [conversationId]);
    return row!.erased;
  }
}

/**
 * A message that is being sent right now is left to its end, and one of which that is unknown is not sent again. The places
 * of a stopped turn are taken by messages that were never sent: whoever hands it over learns that the keys are known.
 */
const CANCEL: Statement = {
  name: 'outbox-cancel',
  text: `
    WITH stopped AS (
      UPDATE outbox SET state = 'cancelled', resolved_at = now()
       WHERE conversation_id = $1 AND queue IN ('pending', 'sending', 'unknown') AND state = 'pending' AND author = 'bot'
      RETURNING idempotency_key),
    uncertain AS (
      UPDATE outbox SET policy = 'at_most_once'
       WHERE conversation_id = $1 AND queue IN ('pending', 'sending', 'unknown') AND state IN ('sending', 'unknown') AND author = 'bot'),
    taken AS (
      INSERT INTO outbox (id, idempotency_key, part, parts, conversation_id, seq, phone_number_id, kind, policy, payload, state, resolved_at)
      SELECT place.id, place.key, 1, 1, $1, nextval('outbox_seq'), '', 'text', 'at_most_once', '{}', 'cancelled', now()
        FROM unnest($2::text[], $3::uuid[]) AS place(key, id)
      ON CONFLICT (idempotency_key, part) DO NOTHING)
    SELECT idempotency_key AS key FROM stopped`,
};

/** Ids, states and times stay: they say nothing about anybody, and a message that is sent again must still be known. */
const ERASE: Statement = {
  name: 'outbox-erase',
  text: `
    WITH theirs AS MATERIALIZED (
      SELECT id, wamid FROM outbox WHERE conversation_id = $1 AND queue IS NULL
      UNION ALL SELECT id, wamid FROM outbox WHERE conversation_id = $1 AND queue IN ('pending', 'sending', 'unknown')
      UNION ALL SELECT id, wamid FROM outbox WHERE conversation_id = $1 AND queue IN ('parked', 'set_aside')),
    emptied AS (
      UPDATE outbox o SET payload = '{}', error_detail = NULL, progress = NULL, traceparent = NULL, policy = 'at_most_once',
             state = CASE WHEN o.state IN ('pending', 'unknown', 'parked', 'set_aside') THEN 'cancelled' ELSE o.state END
        FROM theirs WHERE o.id = theirs.id AND o.payload <> '{}' RETURNING 1),
    silent AS (
      UPDATE status_events e SET raw = NULL FROM theirs WHERE e.wamid = theirs.wamid AND e.raw IS NOT NULL RETURNING 1),
    forgotten AS (DELETE FROM consents WHERE conversation_id = $1 RETURNING 1)
    SELECT ((SELECT count(*) FROM emptied) + (SELECT count(*) FROM silent) + (SELECT count(*) FROM forgotten))::int AS erased`,
};
