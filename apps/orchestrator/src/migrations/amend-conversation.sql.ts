/**
 * What an event about something earlier does to it, in the transaction that stores the event: an edit replaces the text, a
 * deletion erases the content wherever it stands, a reaction to an answer becomes feedback, a changed number or id keeps the
 * history. A trigger, because ordinary messages must not pay for it: they cost one comparison of their kind.
 *
 * Events come in any order. A deletion or an edit that comes first takes the place of its message: when that one comes, it
 * is a duplicate.
 */
export const amendConversation = `
  CREATE FUNCTION amend_conversation() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    CASE NEW.kind
      WHEN 'edit' THEN PERFORM apply_edit(NEW);
      WHEN 'revoke' THEN PERFORM apply_revoke(NEW);
      WHEN 'reaction' THEN PERFORM apply_reaction(NEW);
      WHEN 'system' THEN PERFORM follow_person(NEW);
      ELSE NULL;
    END CASE;
    RETURN NULL;
  END $$;

  CREATE FUNCTION apply_edit(event inbox) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    original text := event.content #>> '{edit,originalId}';
    body text := coalesce(event.content #>> '{edit,body}', '');
    new_seq bigint;
  BEGIN
    IF original IS NULL OR original = event.message_id OR event.disposition = 'DISPOSITION_BLOCKED' THEN RETURN; END IF;
    UPDATE inbox i
       SET content = jsonb_set(CASE WHEN i.content ? 'text' THEN jsonb_set(i.content, '{text,body}', to_jsonb(body))
                                    WHEN i.content ? 'media' THEN jsonb_set(i.content, '{media,caption}', to_jsonb(body))
                                    ELSE i.content END,
                               '{suspicions}', coalesce(event.content -> 'suspicions', i.content -> 'suspicions', '[]')),
           edited_at = coalesce(event.sent_at, event.received_at)
     WHERE i.phone_number_id = event.phone_number_id AND i.message_id = original
       AND i.conversation_id = event.conversation_id AND i.erased_at IS NULL
       AND (i.edited_at IS NULL OR i.edited_at <= coalesce(event.sent_at, event.received_at));
    IF FOUND OR body = '' OR event.disposition <> 'DISPOSITION_ACCEPTED' THEN RETURN; END IF;

    INSERT INTO inbox (phone_number_id, message_id, conversation_id, kind, disposition, makes_turn, content, raw, sent_at, edited_at)
    VALUES (event.phone_number_id, original, event.conversation_id, 'text', event.disposition, true,
            (event.content - 'edit') || jsonb_build_object('id', original, 'text', jsonb_build_object('body', body)),
            '', event.sent_at, coalesce(event.sent_at, event.received_at))
    ON CONFLICT DO NOTHING RETURNING seq INTO new_seq;
    IF new_seq IS NULL THEN RETURN; END IF;
    UPDATE conversations
       SET accepted_seq = greatest(accepted_seq, new_seq), state = CASE WHEN state = 'idle' THEN 'due' ELSE state END,
           due_at = CASE WHEN state = 'idle' THEN now() ELSE due_at END
     WHERE id = event.conversation_id;
    PERFORM pg_notify('conversations_due', '0');
  END $$;

  -- A message that still waits keeps its place with nothing in it: a turn made of it alone is silent.
  CREATE FUNCTION apply_revoke(event inbox) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    original text := event.content #>> '{revoke,originalId}';
    original_seq bigint;
    is_newest boolean;
  BEGIN
    IF original IS NULL OR original = event.message_id THEN RETURN; END IF;
    INSERT INTO inbox (phone_number_id, message_id, conversation_id, kind, disposition, makes_turn, content, raw, sent_at, erased_at)
    VALUES (event.phone_number_id, original, event.conversation_id, 'revoke', event.disposition, false,
            jsonb_build_object('id', original, 'revoke', jsonb_build_object('originalId', original)), '', event.sent_at, now())
    ON CONFLICT DO NOTHING;
    IF FOUND THEN RETURN; END IF;

    UPDATE inbox i
       SET content = jsonb_build_object('id', original, 'contact', i.content -> 'contact', 'disposition', i.content -> 'disposition',
                                        'revoke', jsonb_build_object('originalId', original)),
           raw = '', erased_at = now()
     WHERE i.phone_number_id = event.phone_number_id AND i.message_id = original
       AND i.conversation_id = event.conversation_id AND i.erased_at IS NULL
    RETURNING i.seq, NOT EXISTS (SELECT FROM inbox later WHERE later.conversation_id = i.conversation_id
                                    AND later.seq > i.seq AND later.seq < event.seq) INTO original_seq, is_newest;
    IF NOT FOUND THEN RETURN; END IF;
    UPDATE inbox i SET content = jsonb_set(i.content, '{edit,body}', '""'), raw = '', erased_at = now()
     WHERE i.conversation_id = event.conversation_id AND i.seq > original_seq AND i.kind = 'edit'
       AND i.content #>> '{edit,originalId}' = original;
    PERFORM erase_media_of(event.phone_number_id, original);

    -- What its turn made of it, and what later turns summarised.
    UPDATE turns SET is_revised = true, task = CASE WHEN task IS NULL THEN NULL ELSE '(deleted by the person)' END
     WHERE conversation_id = event.conversation_id AND from_seq < original_seq AND to_seq >= original_seq;
    UPDATE turns SET summary = NULL
     WHERE conversation_id = event.conversation_id AND to_seq >= original_seq AND summary IS NOT NULL;
    UPDATE conversations SET session_version = session_version + 1, preview = CASE WHEN is_newest THEN '' ELSE preview END
     WHERE id = event.conversation_id;
  END $$;

  -- A turn under way at the time of a deletion stores its task afterwards.
  CREATE FUNCTION keep_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.task := '(deleted by the person)';
    RETURN NEW;
  END $$;
  CREATE TRIGGER turns_keep_deleted BEFORE UPDATE OF task ON turns
    FOR EACH ROW WHEN (OLD.is_revised AND NEW.task IS NOT NULL) EXECUTE FUNCTION keep_deleted();

  -- Reactions come in any order too: the newest counts, and one that was taken back stays as 'none'.
  CREATE FUNCTION apply_reaction(event inbox) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    emoji text := coalesce(event.content #>> '{reaction,emoji}', '');
    verdict text := CASE WHEN emoji LIKE U&'\\+01F44D%' THEN 'up' WHEN emoji LIKE U&'\\+01F44E%' THEN 'down' ELSE 'none' END;
  BEGIN
    IF event.disposition = 'DISPOSITION_STANDBY' THEN RETURN; END IF;
    INSERT INTO feedback AS f (phone_number_id, message_id, conversation_id, value, at, resolved_at)
    VALUES (event.phone_number_id, event.content #>> '{reaction,messageId}', event.conversation_id, verdict,
            coalesce(event.sent_at, event.received_at), CASE WHEN verdict = 'none' THEN now() END)
    ON CONFLICT (phone_number_id, message_id, conversation_id) DO UPDATE
       SET value = excluded.value, at = excluded.at,
           resolved_at = CASE WHEN f.turn_id IS NOT NULL OR excluded.value = 'none' THEN now() END
     WHERE f.at <= excluded.at;
    IF verdict <> 'none' THEN PERFORM pg_notify('feedback_pending', ''); END IF;
  END $$;

  -- Meta's word that one person has a new number or id: what we know of them goes along, and answers go there.
  CREATE FUNCTION follow_person(event inbox) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    alias record;
    other uuid;
  BEGIN
    FOR alias IN
      SELECT * FROM (VALUES ('wa_id', event.content #>> '{system,newWaId}'), ('bsuid', event.content #>> '{system,newBsuid}')) AS a(kind, value)
       WHERE a.value <> ''
    LOOP
      other := NULL;
      SELECT a.conversation_id INTO other FROM aliases a
       WHERE a.phone_number_id = event.phone_number_id AND a.kind = alias.kind AND a.value = alias.value;
      IF other IS NULL THEN
        INSERT INTO aliases (phone_number_id, kind, value, conversation_id)
        VALUES (event.phone_number_id, alias.kind, alias.value, event.conversation_id) ON CONFLICT DO NOTHING;
      ELSIF other <> event.conversation_id THEN
        CONTINUE WHEN NOT merge_conversation(event.conversation_id, other);
      END IF;
      UPDATE conversations SET wa_id = CASE alias.kind WHEN 'wa_id' THEN alias.value ELSE wa_id END,
             bsuid = CASE alias.kind WHEN 'bsuid' THEN alias.value ELSE bsuid END
       WHERE id = event.conversation_id;
    END LOOP;
  END $$;

  -- False when the other one is being worked on: the next event that shows them to be one person merges them.
  CREATE FUNCTION merge_conversation(keeper uuid, loser uuid) RETURNS boolean LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE conversations SET state = 'merged', merged_into = keeper
     WHERE id = loser AND state IN ('idle', 'due') AND turn_id IS NULL;
    IF NOT FOUND THEN RETURN false; END IF;
    UPDATE aliases SET conversation_id = keeper WHERE conversation_id = loser;
    UPDATE turns SET conversation_id = keeper WHERE conversation_id = loser;
    WITH moved AS (
      UPDATE inbox SET conversation_id = keeper, makes_turn = makes_turn AND seq > lost.handled_seq,
             seq = CASE WHEN makes_turn AND seq > lost.handled_seq
                        THEN nextval(pg_get_serial_sequence('inbox', 'seq')) ELSE seq END
        FROM conversations lost
       WHERE inbox.conversation_id = loser AND lost.id = loser RETURNING seq, makes_turn)
    UPDATE conversations SET accepted_seq = greatest(accepted_seq, (SELECT max(seq) FROM moved WHERE makes_turn)),
           state = CASE WHEN state = 'idle' AND (SELECT max(seq) FROM moved WHERE makes_turn) > handled_seq THEN 'due' ELSE state END
     WHERE id = keeper;
    UPDATE feedback SET conversation_id = keeper WHERE conversation_id = loser;
    RETURN true;
  END $$;

  CREATE TRIGGER inbox_amends AFTER INSERT ON inbox
    FOR EACH ROW WHEN (NEW.kind IN ('edit', 'revoke', 'reaction', 'system')) EXECUTE FUNCTION amend_conversation();
`;
