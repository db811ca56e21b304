/**
 * `accept_messages(batch, burst_ms)` takes a JSON array of
 * `{phone_number_id, message_id, bsuid?, parent_bsuid?, wa_id?, name?, kind, disposition, makes_turn, is_urgent, content, raw, sent_at?}`
 * and answers one row per item: its place (from 1), its conversation, whether it is new, and whether its conversation
 * was quiet before. It finds or creates conversations by any alias, merges those that an item shows to be one person,
 * dedupes, numbers the messages in the order of the batch, and marks conversations due.
 */
export const acceptMessages = `
  -- Finds, links, merges or creates the conversation of one person. The slow path: only for aliases not seen together yet.
  CREATE FUNCTION resolve_conversation(p_number text, p_bsuid text, p_parent text, p_wa_id text) RETURNS uuid
  LANGUAGE plpgsql AS $$
  DECLARE
    candidates uuid[];
    keeper uuid;
    loser uuid;
  BEGIN
    -- Whoever resolves the same person at the same time waits here; keys are taken in one order.
    PERFORM pg_advisory_xact_lock(key) FROM (
      SELECT DISTINCT hashtextextended(p_number || '/' || alias.kind || '/' || alias.value, 0) AS key
        FROM (VALUES ('bsuid', p_bsuid), ('parent_bsuid', p_parent), ('wa_id', p_wa_id)) AS alias(kind, value)
       WHERE alias.value IS NOT NULL ORDER BY 1) AS keys;

    SELECT array_agg(c.id ORDER BY c.created_at, c.id) INTO candidates FROM conversations c WHERE c.id IN (
      SELECT a.conversation_id FROM aliases a WHERE a.phone_number_id = p_number AND a.kind = 'bsuid' AND a.value = p_bsuid
      UNION SELECT a.conversation_id FROM aliases a WHERE a.phone_number_id = p_number AND a.kind = 'parent_bsuid' AND a.value = p_parent
      UNION SELECT a.conversation_id FROM aliases a WHERE a.phone_number_id = p_number AND a.kind = 'wa_id' AND a.value = p_wa_id);

    IF candidates IS NULL THEN
      INSERT INTO conversations (phone_number_id, bsuid, parent_bsuid, wa_id)
      VALUES (p_number, p_bsuid, p_parent, p_wa_id) RETURNING id INTO keeper;
    ELSE
      keeper := candidates[1];
      PERFORM 1 FROM conversations WHERE id = ANY (candidates) ORDER BY id FOR UPDATE;
      FOREACH loser IN ARRAY candidates[2:] LOOP
        -- A conversation that is being worked on keeps its alias: the next event merges it.
        UPDATE conversations SET state = 'merged', merged_into = keeper
         WHERE id = loser AND state IN ('idle', 'due') AND turn_id IS NULL;
        CONTINUE WHEN NOT FOUND;
        UPDATE aliases SET conversation_id = keeper WHERE conversation_id = loser;
        UPDATE turns SET conversation_id = keeper WHERE conversation_id = loser;
        -- What still waits gets new numbers, behind everything that the keeper has handled; the rest stays as history.
        WITH moved AS (
          UPDATE inbox SET conversation_id = keeper, makes_turn = makes_turn AND seq > lost.handled_seq,
                 seq = CASE WHEN makes_turn AND seq > lost.handled_seq
                            THEN nextval(pg_get_serial_sequence('inbox', 'seq')) ELSE seq END
            FROM conversations lost
           WHERE inbox.conversation_id = loser AND lost.id = loser RETURNING seq, makes_turn)
        UPDATE conversations SET accepted_seq = greatest(accepted_seq, (SELECT max(seq) FROM moved WHERE makes_turn)),
               state = CASE WHEN state = 'idle' AND (SELECT max(seq) FROM moved WHERE makes_turn) > handled_seq THEN 'due' ELSE state END
         WHERE id = keeper;
      END LOOP;
      UPDATE conversations SET bsuid = coalesce(p_bsuid, bsuid), parent_bsuid = coalesce(p_parent, parent_bsuid),
             wa_id = coalesce(p_wa_id, wa_id) WHERE id = keeper;
    END IF;

    INSERT INTO aliases (phone_number_id, kind, value, conversation_id)
    SELECT p_number, alias.kind, alias.value, keeper
      FROM (VALUES ('bsuid', p_bsuid), ('parent_bsuid', p_parent), ('wa_id', p_wa_id)) AS alias(kind, value)
     WHERE alias.value IS NOT NULL
    ON CONFLICT DO NOTHING;
    RETURN keeper;
  END $$;

  CREATE FUNCTION accept_messages(p_batch jsonb, p_burst_ms int)
  RETURNS TABLE (place int, conversation uuid, is_new boolean, was_quiet boolean)
  LANGUAGE plpgsql AS $$
  DECLARE
    who uuid[]; -- conversation of each item; null where the fast path does not know
    unknown record;
    due boolean;
  BEGIN
    -- 1. Who wrote. Fast path: every alias of the item is known and all belong to one conversation.
    -- Scalar subqueries are point lookups whatever the planner knows about the table.
    SELECT array_agg(CASE WHEN num_nonnulls(known.b, known.p, known.w) = known.given
                           AND coalesce(known.b, known.p, known.w) = ALL (array_remove(ARRAY[known.b, known.p, known.w], NULL))
                          THEN coalesce(known.b, known.p, known.w) END ORDER BY known.place) INTO who
      FROM (
        SELECT i.place, num_nonnulls(i.bsuid, i.parent_bsuid, i.wa_id) AS given,
               (SELECT a.conversation_id FROM aliases a
                 WHERE a.phone_number_id = i.phone_number_id AND a.kind = 'bsuid' AND a.value = i.bsuid) AS b,
               (SELECT a.conversation_id FROM aliases a
                 WHERE a.phone_number_id = i.phone_number_id AND a.kind = 'parent_bsuid' AND a.value = i.parent_bsuid) AS p,
               (SELECT a.conversation_id FROM aliases a
                 WHERE a.phone_number_id = i.phone_number_id AND a.kind = 'wa_id' AND a.value = i.wa_id) AS w
          FROM ROWS FROM (jsonb_to_recordset(p_batch) AS (phone_number_id text, bsuid text, parent_bsuid text, wa_id text))
               WITH ORDINALITY AS i(phone_number_id, bsuid, parent_bsuid, wa_id, place)) AS known;

    FOR unknown IN
      SELECT item.*
        FROM ROWS FROM (jsonb_to_recordset(p_batch) AS (phone_number_id text, bsuid text, parent_bsuid text, wa_id text))
             WITH ORDINALITY AS item(phone_number_id, bsuid, parent_bsuid, wa_id, place)
       WHERE who[item.place] IS NULL
       ORDER BY item.phone_number_id, coalesce(item.bsuid, item.wa_id, item.parent_bsuid), item.place
    LOOP
      who[unknown.place] := resolve_conversation(
        unknown.phone_number_id, unknown.bsuid, unknown.parent_bsuid, unknown.wa_id);
    END LOOP;

    -- 2. One writer at a time per conversation, so that numbers rise in the order of commits.
    PERFORM 1 FROM conversations c WHERE c.id = ANY (who) ORDER BY c.id FOR UPDATE;

    RETURN QUERY
    WITH item AS (
      SELECT b.*, row_number() OVER (PARTITION BY b.phone_number_id, b.message_id ORDER BY b.place) = 1 AS is_first
        FROM ROWS FROM (jsonb_to_recordset(p_batch) AS (
               phone_number_id text, message_id text, name text, kind text, disposition text, makes_turn boolean,
               is_urgent boolean, content jsonb, raw text, sent_at timestamptz))
             WITH ORDINALITY AS b(phone_number_id, message_id, name, kind, disposition, makes_turn, is_urgent, content, raw, sent_at, place)
    ), stored AS (
      INSERT INTO inbox (phone_number_id, message_id, conversation_id, kind, disposition, makes_turn, content, raw, sent_at)
      SELECT item.phone_number_id, item.message_id, who[item.place], item.kind, item.disposition, item.makes_turn,
             item.content, item.raw, item.sent_at
        FROM item WHERE item.is_first ORDER BY item.place
      ON CONFLICT DO NOTHING
      RETURNING inbox.phone_number_id, inbox.message_id, inbox.conversation_id, inbox.seq, inbox.makes_turn
    ), fresh AS (
      SELECT stored.conversation_id, max(stored.seq) AS seq, bool_or(item.is_urgent) AS is_urgent,
             (array_agg(item.name ORDER BY item.place DESC))[1] AS name
        FROM stored JOIN item ON item.is_first AND item.phone_number_id = stored.phone_number_id AND item.message_id = stored.message_id
       WHERE stored.makes_turn GROUP BY 1
    ), before AS (
      SELECT c.id, c.state, c.accepted_seq <= c.handled_seq AS was_quiet FROM conversations c JOIN fresh ON fresh.conversation_id = c.id
    ), marked AS (
      UPDATE conversations c
         SET accepted_seq = fresh.seq,
             name = coalesce(nullif(fresh.name, ''), c.name),
             burst_began_at = CASE WHEN before.was_quiet THEN now() ELSE coalesce(c.burst_began_at, now()) END,
             due_at = CASE
               WHEN c.state = 'due' AND c.turn_id IS NOT NULL THEN c.due_at -- a failed turn keeps its backoff
               WHEN fresh.is_urgent OR p_burst_ms = 0 THEN now()
               ELSE least(now() + p_burst_ms * interval '1 ms',
                          CASE WHEN before.was_quiet THEN now() ELSE coalesce(c.burst_began_at, now()) END + 8 * p_burst_ms * interval '1 ms')
             END,
             state = CASE WHEN c.state = 'idle' THEN 'due' ELSE c.state END
        FROM fresh JOIN before ON before.id = fresh.conversation_id
       WHERE c.id = fresh.conversation_id
      RETURNING c.id, c.state, extract(epoch FROM c.due_at - now()) * 1000 AS delay_ms
    ), told AS (
      SELECT pg_notify('conversations_due', greatest(0, ceil(min(marked.delay_ms)))::text) FROM marked
       WHERE marked.state = 'due' HAVING count(*) > 0
    )
    SELECT item.place::int, who[item.place], stored.seq IS NOT NULL, coalesce(before.was_quiet, false)
      FROM item
      LEFT JOIN stored ON item.is_first AND stored.phone_number_id = item.phone_number_id AND stored.message_id = item.message_id
      LEFT JOIN before ON before.id = stored.conversation_id
      LEFT JOIN told ON true
     ORDER BY item.place;
  END $$;
`;
