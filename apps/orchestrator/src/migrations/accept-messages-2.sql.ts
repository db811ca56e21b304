/**
 * `accept_messages` as of the second schema: each item has also `is_said` (the person said something: it opens the window
 * and counts as unread where the bot is silent) and `preview`. A message of somebody who was erased since is nobody's: its
 * conversation is null, and it is not new. People whom nobody knows yet are made in one statement for the whole batch.
 * A conversation in which the bot is silent never "was quiet": nobody reads there yet, and nobody types.
 */
export const acceptMessages2 = `
  CREATE FUNCTION is_erased(p_number text, p_message text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT (SELECT true FROM erased_messages WHERE digest = sha256(convert_to(p_number || '/' || p_message, 'UTF8'))) IS NOT NULL
  $$;

  -- The slow path: items whose person is null in p_who. Nothing here runs for a batch of known people.
  CREATE FUNCTION resolve_strangers(p_batch jsonb, p_who uuid[]) RETURNS uuid[]
  LANGUAGE plpgsql AS $$
  DECLARE
    who uuid[];
    unknown record;
  BEGIN
    -- Whoever resolves one of these people at the same time waits here; keys are taken in one order.
    PERFORM pg_advisory_xact_lock(key) FROM (
      SELECT DISTINCT hashtextextended(i.phone_number_id || '/' || alias.kind || '/' || alias.value, 0) AS key
        FROM ROWS FROM (jsonb_to_recordset(p_batch) AS (phone_number_id text, bsuid text, parent_bsuid text, wa_id text))
             WITH ORDINALITY AS i(phone_number_id, bsuid, parent_bsuid, wa_id, place)
       CROSS JOIN LATERAL (VALUES ('bsuid', i.bsuid), ('parent_bsuid', i.parent_bsuid), ('wa_id', i.wa_id)) AS alias(kind, value)
       WHERE p_who[i.place] IS NULL AND alias.value IS NOT NULL ORDER BY 1) AS keys;

    WITH item AS MATERIALIZED (
      SELECT i.* FROM ROWS FROM (jsonb_to_recordset(p_batch) AS (
               phone_number_id text, message_id text, bsuid text, parent_bsuid text, wa_id text))
             WITH ORDINALITY AS i(phone_number_id, message_id, bsuid, parent_bsuid, wa_id, place)
    ), person AS MATERIALIZED (
      SELECT uuid_v7() AS id, i.phone_number_id, i.bsuid, i.parent_bsuid, i.wa_id,
             count(*) OVER (PARTITION BY i.phone_number_id, i.bsuid) AS by_bsuid,
             count(*) OVER (PARTITION BY i.phone_number_id, i.parent_bsuid) AS by_parent,
             count(*) OVER (PARTITION BY i.phone_number_id, i.wa_id) AS by_wa_id
        FROM item i WHERE p_who[i.place] IS NULL AND NOT is_erased(i.phone_number_id, i.message_id)
       GROUP BY i.phone_number_id, i.bsuid, i.parent_bsuid, i.wa_id
    ), stranger AS MATERIALIZED (
      -- All of whose aliases are new to us, and shared with nobody else of the batch.
      SELECT p.* FROM person p
       WHERE (p.bsuid IS NULL OR p.by_bsuid = 1) AND (p.parent_bsuid IS NULL OR p.by_parent = 1) AND (p.wa_id IS NULL OR p.by_wa_id = 1)
         AND (SELECT true FROM aliases a WHERE a.phone_number_id = p.phone_number_id AND a.kind = 'bsuid' AND a.value = p.bsuid) IS NULL
         AND (SELECT true FROM aliases a WHERE a.phone_number_id = p.phone_number_id AND a.kind = 'parent_bsuid' AND a.value = p.parent_bsuid) IS NULL
         AND (SELECT true FROM aliases a WHERE a.phone_number_id = p.phone_number_id AND a.kind = 'wa_id' AND a.value = p.wa_id) IS NULL
    ), made AS (
      INSERT INTO conversations (id, phone_number_id, bsuid, parent_bsuid, wa_id)
      SELECT s.id, s.phone_number_id, s.bsuid, s.parent_bsuid, s.wa_id FROM stranger s
    ), linked AS (
      INSERT INTO aliases (phone_number_id, kind, value, conversation_id)
      SELECT s.phone_number_id, alias.kind, alias.value, s.id FROM stranger s
       CROSS JOIN LATERAL (VALUES ('bsuid', s.bsuid), ('parent_bsuid', s.parent_bsuid), ('wa_id', s.wa_id)) AS alias(kind, value)
       WHERE alias.value IS NOT NULL
    )
    SELECT array_agg(coalesce(p_who[i.place], s.id) ORDER BY i.place) INTO who
      FROM item i LEFT JOIN stranger s
        ON s.phone_number_id = i.phone_number_id AND coalesce(s.bsuid, '') = coalesce(i.bsuid, '')
       AND coalesce(s.parent_bsuid, '') = coalesce(i.parent_bsuid, '') AND coalesce(s.wa_id, '') = coalesce(i.wa_id, '');

    FOR unknown IN
      SELECT i.*
        FROM ROWS FROM (jsonb_to_recordset(p_batch) AS (
               phone_number_id text, message_id text, bsuid text, parent_bsuid text, wa_id text))
             WITH ORDINALITY AS i(phone_number_id, message_id, bsuid, parent_bsuid, wa_id, place)
       WHERE who[i.place] IS NULL AND NOT is_erased(i.phone_number_id, i.message_id)
       ORDER BY i.phone_number_id, coalesce(i.bsuid, i.wa_id, i.parent_bsuid), i.place
    LOOP
      who[unknown.place] := resolve_conversation(
        unknown.phone_number_id, unknown.bsuid, unknown.parent_bsuid, unknown.wa_id);
    END LOOP;
    RETURN who;
  END $$;

  CREATE OR REPLACE FUNCTION accept_messages(p_batch jsonb, p_burst_ms int)
  RETURNS TABLE (place int, conversation uuid, is_new boolean, was_quiet boolean)
  LANGUAGE plpgsql AS $$
  DECLARE
    who uuid[]; -- conversation of each item; null where the fast path does not know
    is_gone boolean;
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
    IF array_position(who, NULL) IS NOT NULL THEN
      who := resolve_strangers(p_batch, who);
    END IF;

    -- 2. One writer at a time per conversation, so that numbers rise in the order of commits.
    SELECT bool_or(locked.gone) INTO is_gone FROM (
      SELECT c.erased_at IS NOT NULL OR c.state = 'merged' AS gone
        FROM conversations c WHERE c.id = ANY (who) ORDER BY c.id FOR UPDATE) AS locked;
    IF is_gone THEN -- erased or merged while this waited: whoever repeats the call finds the right one
      RAISE EXCEPTION 'a conversation of the batch has just gone' USING ERRCODE = 'serialization_failure';
    END IF;

    RETURN QUERY
    WITH item AS (
      SELECT b.*, row_number() OVER (PARTITION BY b.phone_number_id, b.message_id ORDER BY b.place) = 1 AS is_first
        FROM ROWS FROM (jsonb_to_recordset(p_batch) AS (
               phone_number_id text, message_id text, name text, kind text, disposition text, makes_turn boolean,
               is_urgent boolean, is_said boolean, preview text, content jsonb, raw text, sent_at timestamptz))
             WITH ORDINALITY AS b(phone_number_id, message_id, name, kind, disposition, makes_turn, is_urgent, is_said, preview,
                                  content, raw, sent_at, place)
    ), stored AS (
      INSERT INTO inbox (phone_number_id, message_id, conversation_id, kind, disposition, makes_turn, content, raw, sent_at)
      SELECT item.phone_number_id, item.message_id, who[item.place], item.kind, item.disposition, item.makes_turn,
             item.content, item.raw, item.sent_at
        FROM item
       WHERE item.is_first AND who[item.place] IS NOT NULL
         AND (SELECT true FROM erased_messages e
               WHERE e.digest = sha256(convert_to(item.phone_number_id || '/' || item.message_id, 'UTF8'))) IS NULL
       ORDER BY item.place
      ON CONFLICT DO NOTHING
      RETURNING inbox.phone_number_id, inbox.message_id, inbox.conversation_id, inbox.seq, inbox.makes_turn
    ), fresh AS (
      SELECT stored.conversation_id, max(stored.seq) FILTER (WHERE stored.makes_turn) AS seq,
             bool_or(item.is_urgent AND stored.makes_turn) AS is_urgent,
             (array_agg(item.name ORDER BY item.place DESC))[1] AS name,
             count(*) FILTER (WHERE item.is_said)::int AS said,
             max(least(coalesce(item.sent_at, now()), now())) FILTER (WHERE item.is_said) AS said_at,
             (array_agg(item.preview ORDER BY item.place DESC) FILTER (WHERE item.is_said))[1] AS preview
        FROM stored JOIN item ON item.is_first AND item.phone_number_id = stored.phone_number_id AND item.message_id = stored.message_id
       WHERE stored.makes_turn OR item.is_said GROUP BY 1
    ), before AS (
      SELECT c.id, c.state, c.accepted_seq <= c.handled_seq AS was_quiet, c.owned_by = 'bot' AND c.opted_out_at IS NULL AS is_bots
        FROM conversations c JOIN fresh ON fresh.conversation_id = c.id
    ), marked AS (
      UPDATE conversations c
         SET accepted_seq = coalesce(fresh.seq, c.accepted_seq),
             name = coalesce(nullif(fresh.name, ''), c.name),
             last_message_at = now(),
             last_inbound_at = greatest(c.last_inbound_at, fresh.said_at),
             preview = coalesce(fresh.preview, c.preview),
             unread = c.unread + CASE WHEN c.owned_by <> 'bot' OR c.opted_out_at IS NOT NULL THEN fresh.said ELSE 0 END,
             burst_began_at = CASE WHEN before.was_quiet THEN now() ELSE coalesce(c.burst_began_at, now()) END,
             due_at = CASE
               WHEN fresh.seq IS NULL THEN c.due_at
               WHEN c.state = 'due' AND c.turn_id IS NOT NULL THEN c.due_at -- a failed turn keeps its backoff
               WHEN fresh.is_urgent OR p_burst_ms = 0 THEN now()
               ELSE least(now() + p_burst_ms * interval '1 ms',
                          CASE WHEN before.was_quiet THEN now() ELSE coalesce(c.burst_began_at, now()) END + 8 * p_burst_ms * interval '1 ms')
             END,
             state = CASE WHEN c.state = 'idle' AND fresh.seq IS NOT NULL THEN 'due' ELSE c.state END
        FROM fresh JOIN before ON before.id = fresh.conversation_id
       WHERE c.id = fresh.conversation_id
      RETURNING c.id, c.state, extract(epoch FROM c.due_at - now()) * 1000 AS delay_ms
    ), told AS (
      SELECT pg_notify('conversations_due', greatest(0, ceil(min(marked.delay_ms)))::text) FROM marked
       WHERE marked.state = 'due' HAVING count(*) > 0
    )
    SELECT item.place::int, who[item.place], stored.seq IS NOT NULL, coalesce(before.was_quiet AND before.is_bots, false)
      FROM item
      LEFT JOIN stored ON item.is_first AND stored.phone_number_id = item.phone_number_id AND stored.message_id = item.message_id
      LEFT JOIN before ON before.id = stored.conversation_id
      LEFT JOIN told ON true
     ORDER BY item.place;
  END $$;
`;
