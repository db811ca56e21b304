/**
 * How builds go on. Everything that moves a build first locks its row, so that two phases that end at once, or an end and a
 * cancel, come one after the other. Rows of phases that run are locked in the order of their ids, as leases are extended.
 */
export const buildFunctions = `
-- What a build has come to, for counting and showing it.
CREATE FUNCTION moved_build(b builds) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object('state', b.state, 'reason', b.reason, 'revision', b.revision, 'workflow', b.workflow->>'name',
                           'seconds', extract(epoch FROM now() - (b.revisions->-1->>'createdAt')::timestamptz)::float8)
$$;

-- Readies what waits for nothing any more, skips what its condition excludes, and ends builds that have nothing left.
CREATE FUNCTION advance_builds(ids uuid[], caused_by text) RETURNS TABLE (build_id uuid, content json)
LANGUAGE plpgsql AS $$
DECLARE skipped int;
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
             b.state = 'paused' AS is_paused
        FROM builds b JOIN phases p ON p.build_id = b.id AND p.revision = b.revision
       WHERE b.id = ANY (ids) AND b.state IN ('running', 'waiting_approval', 'paused') AND p.state = 'blocked'
         AND NOT EXISTS (
               SELECT FROM phases d
                WHERE d.build_id = p.build_id AND d.revision = p.revision AND d.name = ANY (p.depends_on)
                  AND d.state NOT IN ('done', 'reused', 'skipped'))
    ), moved AS (
      UPDATE phases p
         SET state = next.state, due_at = CASE WHEN next.is_paused THEN 'infinity' ELSE now() END,
             finished_at = CASE next.state WHEN 'skipped' THEN now() END
        FROM next WHERE p.id = next.id
      RETURNING p.state)
    SELECT count(*) FILTER (WHERE moved.state = 'skipped') INTO skipped FROM moved;
    EXIT WHEN skipped = 0;
  END LOOP;
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

-- Ends builds before their time: what has not ended is cancelled, and replicas that hold some of it are told to stop.
CREATE FUNCTION stop_builds(ids uuid[], states text[], reasons text[], caused_by text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE stopped uuid;
BEGIN
  PERFORM FROM phases p WHERE p.build_id = ANY (ids) AND p.state = 'running' ORDER BY p.id FOR UPDATE;
  FOR stopped IN
    WITH ended AS (
      UPDATE builds b SET state = item.state, reason = item.reason, finished_at = now()
        FROM unnest(ids, states, reasons) AS item (id, state, reason)
       WHERE b.id = item.id AND b.state IN ('running', 'waiting_approval', 'paused')
      RETURNING b.id, b.revision, b.state, b.reason
    ), said AS (
      INSERT INTO build_events (build_id, revision, type, by, detail)
      SELECT ended.id, ended.revision, ended.state, caused_by, ended.reason FROM ended
    ), told AS (
      INSERT INTO build_notices (build_id, revision, build_state, by, reason)
      SELECT ended.id, ended.revision, ended.state, caused_by, ended.reason FROM ended
    ), ending AS (
      UPDATE phases p
         SET state = 'cancelled', epoch = p.epoch + 1, owner = NULL, lease_until = NULL, finished_at = now()
        FROM ended
       WHERE p.build_id = ended.id AND p.revision = ended.revision
         AND p.state IN ('blocked', 'ready', 'running', 'waiting_approval')
      RETURNING p.id, p.claimed_at)
    SELECT ending.id FROM ending WHERE ending.claimed_at IS NOT NULL
  LOOP
    PERFORM pg_notify('phases_stopped', stopped::text);
  END LOOP;
END $$;

-- Everything that the work of these phases needs.
CREATE FUNCTION phase_work(ids uuid[]) RETURNS TABLE (phase_id uuid, phase_epoch bigint, phase_attempts int, content json)
LANGUAGE sql STABLE AS $$
  SELECT p.id, p.epoch, p.attempts,
         json_build_object(
           'buildId', p.build_id, 'revision', p.revision, 'lapses', p.lapses,
           'phase', p.definition,
           'build', json_build_object(
             'id', b.id, 'phoneNumberId', b.phone_number_id, 'conversationId', b.conversation_id, 'title', b.title,
             'request', b.request, 'language', b.language, 'workflow', b.workflow, 'state', b.state,
             'revision', b.revision, 'changes', b.changes, 'reason', b.reason, 'createdAt', b.created_at),
           'outputs', (SELECT coalesce(json_object_agg(d.name, d.outcome), '{}')
                         FROM phases d
                        WHERE d.build_id = p.build_id AND d.revision = p.revision AND d.name = ANY (p.ancestors)
                          AND d.outcome IS NOT NULL),
           'previous', (SELECT e.outcome FROM phases e WHERE e.id = p.previous_id))
    FROM phases p JOIN builds b ON b.id = p.build_id
   WHERE p.id = ANY (ids)
$$;

-- Claims what is due, the oldest first, within what one number and all together may run at once.
CREATE FUNCTION claim_phases(most int, claimant text, ttl_ms float8, per_number int, in_all int)
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
       SET state = 'running', owner = claimant, lease_until = now() + ttl_ms * interval '1 ms', epoch = p.epoch + 1,
           attempts = p.attempts + 1, claimed_at = now(), heartbeat_at = now(), progress = NULL
      FROM ranked LEFT JOIN unnest(numbers, counts) AS held (number, count) ON held.number = ranked.phone_number_id
     WHERE p.id = ranked.id AND ranked.place + coalesce(held.count, 0) <= per_number
    RETURNING p.id)
  SELECT coalesce(array_agg(claimed.id), '{}') INTO ours FROM claimed;
  RETURN QUERY SELECT * FROM phase_work(ours);
END $$;

-- Begins builds, unless their key has begun one or their person has as many as one may have, and claims what may start.
-- Answers 'build' for every item (its position as the content), without an id where it was refused, and 'work' as claim_phases.
CREATE FUNCTION start_builds(items jsonb, per_person int, most int, claimant text, ttl_ms float8, per_number int, in_all int)
RETURNS TABLE (kind text, id uuid, epoch bigint, attempts int, content json)
LANGUAGE plpgsql AS $$
DECLARE
  made uuid[];
  claimed int;
BEGIN
  PERFORM pg_advisory_xact_lock(72653, person.key)
     FROM (SELECT DISTINCT hashtext(item->>'conversationId') AS key FROM jsonb_array_elements(items) AS item ORDER BY 1) AS person;
  WITH given AS (
    SELECT DISTINCT ON (item->>'key') item, place
      FROM jsonb_array_elements(items) WITH ORDINALITY AS all_items (item, place) ORDER BY item->>'key', place
  ), fresh AS (
    SELECT item, row_number() OVER (PARTITION BY item->>'conversationId' ORDER BY place) AS rank
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
  )
  SELECT coalesce(array_agg(begun.id), '{}') INTO made FROM begun;
  PERFORM advance_builds(made, 'system');
  RETURN QUERY SELECT 'build', b.id, NULL::bigint, NULL::int, to_json(place)
                 FROM jsonb_array_elements(items) WITH ORDINALITY AS given (item, place)
                 LEFT JOIN builds b ON b.idempotency_key = item->>'key';
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
CREATE FUNCTION finish_phases(ended_builds uuid[], ended_ids uuid[], epochs bigint[], ends text[], outcomes text[],
                              titles text[], reasons text[], classes text[],
                              most int, claimant text, ttl_ms float8, per_number int, in_all int)
RETURNS TABLE (kind text, id uuid, epoch bigint, attempts int, content json)
LANGUAGE plpgsql AS $$
DECLARE
  ours uuid[];
  failed uuid[];
  failed_reasons text[];
  failing uuid[];
  claimed int;
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
