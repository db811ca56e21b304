/**
 * What moves builds on, as build-functions.sql.ts has it, with less to do: a build that goes on is not asked whether it has
 * ended, and one that is new is not looked for.
 */
export const fasterBuildFunctions = `
-- Readies what waits for nothing any more, skips what its condition excludes, and ends builds that have nothing left.
CREATE OR REPLACE FUNCTION advance_builds(ids uuid[], caused_by text) RETURNS TABLE (build_id uuid, content json)
LANGUAGE plpgsql AS $$
DECLARE
  skipped int;
  begun int;
  is_waiting boolean := false;
BEGIN
  LOOP
    WITH next AS MATERIALIZED (
      SELECT p.id,
             CASE WHEN p.definition ? 'when' AND NOT EXISTS (
                         SELECT FROM phases c
                          WHERE c.build_id = p.build_id AND c.revision = p.revision
                            AND c.name = p.definition->'when'->>'phase' AND c.state IN ('done', 'reused')
                            AND c.outcome->'output'->(p.definition->'when'->>'field') = p.definition->'when'->'equals')
                  THEN 'skipped'
                  WHEN (p.definition->>'approval')::boolean AND NOT p.is_approved THEN 'waiting_approval'
                  ELSE 'ready' END AS state,
             b.state AS build_state
        FROM builds b JOIN phases p ON p.build_id = b.id AND p.revision = b.revision
       WHERE b.id = ANY (ids) AND b.state IN ('running', 'waiting_approval', 'paused') AND p.state = 'blocked'
         AND NOT EXISTS (
               SELECT FROM phases d
                WHERE d.build_id = p.build_id AND d.revision = p.revision AND d.name = ANY (p.depends_on)
                  AND d.state NOT IN ('done', 'reused', 'skipped'))
    ), moved AS (
      UPDATE phases p
         SET state = next.state, due_at = CASE next.build_state WHEN 'paused' THEN 'infinity' ELSE now() END,
             finished_at = CASE next.state WHEN 'skipped' THEN now() END
        FROM next WHERE p.id = next.id
      RETURNING p.build_id, p.state, next.build_state)
    SELECT count(*) FILTER (WHERE moved.state = 'skipped'), is_waiting OR coalesce(bool_or(moved.state = 'waiting_approval'), false),
           count(DISTINCT moved.build_id) FILTER (WHERE moved.state = 'ready' AND moved.build_state = 'running')
      INTO skipped, is_waiting, begun FROM moved;
    EXIT WHEN skipped = 0;
  END LOOP;
  IF begun = cardinality(ids) AND NOT is_waiting THEN RETURN; END IF; -- each of them runs, and goes on with something
  RETURN QUERY
  WITH facts AS MATERIALIZED (
    SELECT b.id, b.state, b.revision,
           bool_or(p.state IN ('blocked', 'ready', 'running', 'waiting_approval')) AS is_open,
           bool_or(p.state = 'waiting_approval') AS is_waiting
      FROM builds b JOIN phases p ON p.build_id = b.id AND p.revision = b.revision
     WHERE b.id = ANY (ids) AND b.state IN ('running', 'waiting_approval', 'paused')
     GROUP BY b.id
  ), moved AS (
    UPDATE builds b
       SET state = CASE WHEN NOT facts.is_open THEN 'done' WHEN facts.is_waiting THEN 'waiting_approval' ELSE 'running' END,
           finished_at = CASE WHEN NOT facts.is_open THEN now() END,
           reason = ''
      FROM facts
     WHERE b.id = facts.id AND (NOT facts.is_open OR (b.state <> 'paused' AND facts.is_waiting <> (b.state = 'waiting_approval')))
    RETURNING b.id, b.revision, b.state, moved_build(b) AS content
  ), said AS (
    INSERT INTO build_events (build_id, revision, type, by)
    SELECT moved.id, moved.revision, moved.state, caused_by FROM moved WHERE moved.state <> 'running'
  ), told AS (
    INSERT INTO build_notices (build_id, revision, build_state, by)
    SELECT moved.id, moved.revision, moved.state, caused_by FROM moved WHERE moved.state <> 'running'
  )
  SELECT moved.id, moved.content FROM moved;
END $$;

-- Claims what is due, the oldest first, within what one number and all together may run at once.
CREATE OR REPLACE FUNCTION claim_phases(most int, claimant text, ttl_ms float8, per_number int, in_all int)
RETURNS TABLE (phase_id uuid, phase_epoch bigint, phase_attempts int, content json)
LANGUAGE plpgsql AS $$
DECLARE
  numbers text[];
  counts int[];
  running int;
  ours uuid[];
  is_alone boolean := false;
BEGIN
  LOOP
    SELECT coalesce(array_agg(held.number), '{}'), coalesce(array_agg(held.count), '{}'), coalesce(sum(held.count), 0)
      INTO numbers, counts, running
      FROM (SELECT p.phone_number_id AS number, count(*)::int AS count FROM phases p
             WHERE p.state = 'running' GROUP BY p.phone_number_id) AS held;
    -- Far from the bounds nobody waits for anybody; near them claims come one after the other, each with a count of its own.
    EXIT WHEN is_alone
      OR (running + most <= in_all / 2 AND most + coalesce((SELECT max(n) FROM unnest(counts) AS n), 0) <= per_number / 2);
    PERFORM pg_advisory_xact_lock(7265397);
    is_alone := true;
  END LOOP;
  most := least(most, in_all - running);
  IF most <= 0 THEN RETURN; END IF;
  WITH head AS MATERIALIZED (
    SELECT p.id, p.phone_number_id, p.due_at FROM phases p
     WHERE p.state = 'ready' AND p.due_at <= now()
       AND p.phone_number_id <> ALL (
             ARRAY(SELECT held.number FROM unnest(numbers, counts) AS held (number, count) WHERE held.count >= per_number))
     ORDER BY p.due_at LIMIT most FOR UPDATE SKIP LOCKED
  ), ranked AS (
    SELECT head.id, head.phone_number_id,
           row_number() OVER (PARTITION BY head.phone_number_id ORDER BY head.due_at) AS place FROM head
  ), claimed AS (
    UPDATE phases p
       SET state = 'running', owner = claimant, lease_until = now() + ttl_ms * interval '1 ms',
           epoch = p.epoch + 1, attempts = p.attempts + 1, claimed_at = now(), heartbeat_at = now(), progress = NULL
      FROM ranked LEFT JOIN unnest(numbers, counts) AS held (number, count) ON held.number = ranked.phone_number_id
     WHERE p.id = ranked.id AND ranked.place + coalesce(held.count, 0) <= per_number
    RETURNING p.id)
  SELECT coalesce(array_agg(claimed.id), '{}') INTO ours FROM claimed;
  RETURN QUERY SELECT * FROM phase_work(ours);
END $$;

-- Begins builds, unless their key has begun one or their person has as many as one may have, and claims what may start.
-- Answers 'build' for every item (its position as the content), without an id where it was refused, and 'work' as claim_phases.
CREATE OR REPLACE FUNCTION start_builds(items jsonb, per_person int, most int, claimant text, ttl_ms float8, per_number int, in_all int)
RETURNS TABLE (kind text, id uuid, epoch bigint, attempts int, content json)
LANGUAGE plpgsql AS $$
DECLARE
  made uuid[];
  places bigint[];
  is_held boolean;
  claimed int;
BEGIN
  PERFORM pg_advisory_xact_lock(72653, person.key)
     FROM (SELECT DISTINCT hashtext(item->>'conversationId') AS key FROM jsonb_array_elements(items) AS item ORDER BY 1) AS person;
  WITH given AS (
    SELECT DISTINCT ON (item->>'key') item, place
      FROM jsonb_array_elements(items) WITH ORDINALITY AS all_items (item, place) ORDER BY item->>'key', place
  ), fresh AS (
    SELECT item, place, row_number() OVER (PARTITION BY item->>'conversationId' ORDER BY place) AS rank
      FROM given WHERE NOT EXISTS (SELECT FROM builds b WHERE b.idempotency_key = item->>'key')
  ), begun AS (
    INSERT INTO builds (idempotency_key, phone_number_id, conversation_id, title, request, language, workflow, revisions)
    SELECT item->>'key', item->>'phoneNumberId', (item->>'conversationId')::uuid, item->>'title', item->>'request',
           item->>'language', item->'workflow',
           jsonb_build_array(jsonb_build_object('number', 1, 'createdAt', now(), 'cause', 'start', 'detail', '',
                                                'state', 'running', 'parent', 0))
      FROM fresh
     WHERE rank + (SELECT count(*) FROM builds b
                    WHERE b.conversation_id = (item->>'conversationId')::uuid
                      AND b.state IN ('running', 'waiting_approval', 'paused')) <= per_person
    ON CONFLICT (idempotency_key) DO NOTHING
    RETURNING builds.id, idempotency_key, phone_number_id
  ), said AS (
    INSERT INTO build_events (build_id, revision, type, by, detail)
    SELECT begun.id, 1, 'started', item->>'by', item->'workflow'->>'name'
      FROM begun JOIN fresh ON item->>'key' = begun.idempotency_key
  ), laid AS (
    INSERT INTO phases (build_id, revision, position, phone_number_id, name, definition, depends_on, ancestors, state)
    SELECT begun.id, 1, phase.position, begun.phone_number_id, phase.definition->>'name', phase.definition,
           phase.depends_on, phase.ancestors, phase.state
      FROM begun JOIN fresh ON item->>'key' = begun.idempotency_key
     CROSS JOIN LATERAL jsonb_to_recordset(item->'phases')
                AS phase (position int, definition jsonb, depends_on text[], ancestors text[], state text)
    RETURNING phases.state = 'blocked' AND phases.depends_on = '{}' AS is_held
  )
  SELECT coalesce(array_agg(begun.id), '{}'), coalesce(array_agg(fresh.place), '{}'), (SELECT bool_or(laid.is_held) FROM laid)
    INTO made, places, is_held
    FROM begun JOIN fresh ON item->>'key' = begun.idempotency_key;
  IF is_held THEN PERFORM advance_builds(made, 'system'); END IF; -- something waits for a yes from the start
  IF cardinality(made) = jsonb_array_length(items) THEN
    RETURN QUERY SELECT 'build', one.id, NULL::bigint, NULL::int, to_json(one.place) FROM unnest(made, places) AS one (id, place);
  ELSE
    RETURN QUERY SELECT 'build', b.id, NULL::bigint, NULL::int, to_json(place)
                   FROM jsonb_array_elements(items) WITH ORDINALITY AS given (item, place)
                   LEFT JOIN builds b ON b.idempotency_key = item->>'key';
  END IF;
  IF claimant IS NOT NULL THEN
    RETURN QUERY SELECT 'work', work.*
                   FROM claim_phases(most, claimant, ttl_ms, per_number, in_all) AS work;
    GET DIAGNOSTICS claimed = ROW_COUNT;
  END IF;
  IF claimant IS NOT NULL AND claimed < most THEN RETURN; END IF; -- nothing is left that could be claimed
  PERFORM pg_notify('phases_due', '0') FROM phases p
    WHERE p.build_id = ANY (made) AND p.revision = 1 AND p.state = 'ready' LIMIT 1;
END $$;

-- Records how phases ended, moves their builds on and claims what became ready: one statement for a batch.
-- Answers 'ours' for each phase whose end is recorded, now or earlier by the same claim, 'build' for each build that ended or
-- waits, and 'work' as claim_phases.
CREATE OR REPLACE FUNCTION finish_phases(ended_builds uuid[], ended_ids uuid[], epochs bigint[], ends text[], outcomes text[],
                              titles text[], reasons text[], classes text[],
                              most int, claimant text, ttl_ms float8, per_number int, in_all int)
RETURNS TABLE (kind text, id uuid, epoch bigint, attempts int, content json)
LANGUAGE plpgsql AS $$
DECLARE
  ours uuid[];
  failed uuid[];
  failed_reasons text[];
  failing uuid[];
  claimed int := 0;
BEGIN
  PERFORM FROM builds b WHERE b.id = ANY (ended_builds) ORDER BY b.id FOR UPDATE;
  WITH mine AS MATERIALIZED (
    SELECT p.id, item.* FROM phases p
      JOIN unnest(ended_ids, epochs, ends, outcomes, titles, reasons, classes)
           AS item (item_id, item_epoch, item_end, item_outcome, item_title, item_reason, item_class) ON item.item_id = p.id
     WHERE p.epoch = item.item_epoch AND p.state = 'running' ORDER BY p.id FOR UPDATE OF p
  ), written AS (
    UPDATE phases p
       SET state = mine.item_end, outcome = mine.item_outcome::jsonb, finished_at = now(), owner = NULL, lease_until = NULL,
           error_class = nullif(mine.item_class, ''), error_detail = nullif(mine.item_reason, '')
      FROM mine WHERE p.id = mine.id
    RETURNING p.id, p.build_id, p.state, p.error_detail)
  SELECT coalesce(array_agg(written.id), '{}'),
         coalesce(array_agg(written.build_id) FILTER (WHERE written.state = 'failed'), '{}'),
         coalesce(array_agg(written.error_detail) FILTER (WHERE written.state = 'failed'), '{}')
    INTO ours, failed, failed_reasons FROM written;
  IF EXISTS (SELECT FROM unnest(titles) AS title WHERE title <> '') THEN
    UPDATE builds b SET title = item.title
      FROM unnest(ended_builds, ended_ids, titles) AS item (build_id, phase_id, title)
     WHERE b.id = item.build_id AND item.phase_id = ANY (ours) AND item.title <> '';
  END IF;
  IF cardinality(failed) > 0 THEN
    SELECT array_agg(one.build_id), array_agg(one.reason) INTO failing, failed_reasons
      FROM (SELECT DISTINCT ON (f.build_id) f.build_id, coalesce(f.reason, 'INTERNAL') AS reason
              FROM unnest(failed, failed_reasons) AS f (build_id, reason) ORDER BY f.build_id) AS one;
    PERFORM stop_builds(failing, array_fill('failed'::text, ARRAY[cardinality(failing)]), failed_reasons, 'system');
    RETURN QUERY SELECT 'build', b.id, NULL::bigint, NULL::int, moved_build(b) FROM builds b WHERE b.id = ANY (failing);
  END IF;
  RETURN QUERY SELECT 'build', moved.build_id, NULL::bigint, NULL::int, moved.content
                 FROM advance_builds(ended_builds, 'system') AS moved;
  RETURN QUERY SELECT 'ours', one, NULL::bigint, NULL::int, NULL::json FROM unnest(ours) AS one;
  IF cardinality(ours) < cardinality(ended_ids) THEN -- recorded by an earlier call, whose answer was lost
    RETURN QUERY SELECT 'ours', p.id, p.epoch, p.attempts, NULL::json FROM phases p
                   JOIN unnest(ended_ids, epochs, ends) AS item (item_id, item_epoch, item_end)
                     ON p.id = item.item_id AND p.epoch = item.item_epoch AND p.state = item.item_end
                  WHERE p.id <> ALL (ours);
  END IF;
  IF claimant IS NOT NULL THEN
    RETURN QUERY SELECT 'work', work.*
                   FROM claim_phases(most, claimant, ttl_ms, per_number, in_all) AS work;
    GET DIAGNOSTICS claimed = ROW_COUNT;
  END IF;
  IF claimant IS NOT NULL AND claimed < most THEN RETURN; END IF; -- nothing is left that could be claimed
  PERFORM pg_notify('phases_due', '0') FROM phases p JOIN builds b ON b.id = p.build_id AND b.revision = p.revision
    WHERE b.id = ANY (ended_builds) AND p.state = 'ready' AND p.due_at <= now() LIMIT 1;
END $$;
`;
