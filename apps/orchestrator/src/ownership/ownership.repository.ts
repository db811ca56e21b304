import { Inject, Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import { AppError } from '#libs/errors';
import { toExchanges, type Utterance } from './to-exchanges.js';

/** A conversation under the eyes of whoever changes its owner. */
interface Held {
  id: string;
  state: string;
  ownedBy: 'bot' | 'waiting' | 'human' | 'other_app';
  operator: string | null;
  turnId: string | null;
  handledSeq: string;
  acceptedSeq: string;
  ownedSince: Date | null;
  isWindowOpen: boolean;
}

export interface Change {
  conversationId: string;
  operator: string;
  idempotencyKey: string;
}

/** What taking a conversation over has stopped. */
export interface Stopped {
  /** The turn that was under way, empty for none: nothing of it may be said any more. Null when nothing was stopped. */
  turnId: string | null;
}

/** Exchanges of one hand-back that agents are shown at most: the newest. */
const MOST_EXCHANGES = 20;

/** Who has a conversation. Each change locks its row, is recorded as an event, and changes nothing when it is repeated. */
@Injectable()
export class OwnershipRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Gives the conversation to a person. A turn under way loses its claim: whatever it brings to its end is refused.
   * @throws AppError NOT_FOUND, or CONVERSATION_TAKEN when another operator has it
   */
  takeOver({ conversationId, operator, idempotencyKey }: Change): Promise<Stopped> {
    return this.database.transaction(async (client) => {
      const held = await hold(client, conversationId);
      const key = `take_over:${conversationId}:${idempotencyKey}`;
      const earlier = await recorded(client, key);
      if (earlier) return { turnId: held.ownedBy === 'human' ? earlier.detail : null };
      if (held.ownedBy === 'human' && held.operator !== operator)
        throw new AppError('CONVERSATION_TAKEN', {
          message: 'another operator has this conversation',
          metadata: { operator: held.operator ?? '' },
        });
      if (held.ownedBy !== 'human') {
        await record(client, held.id, 'taken_over', operator, held.turnId ?? '', key);
        await client.query(
          `UPDATE conversations SET owned_by = 'human', operator = $2, owned_since = now() WHERE id = $1`,
          [held.id, operator],
        );
      }
      await fence(client, held);
      await tell(client, held.id);
      return { turnId: held.turnId ?? '' };
    });
  }

  /**
   * Gives it back to the bot, with what was said meanwhile as turns that agents see. What nobody answered becomes due.
   * @throws AppError NOT_FOUND
   */
  handBack({ conversationId, operator, idempotencyKey }: Change, note: string): Promise<void> {
    return this.database.transaction(async (client) => {
      const held = await hold(client, conversationId);
      const key = `hand_back:${conversationId}:${idempotencyKey}`;
      if (held.ownedBy === 'bot' || (await recorded(client, key))) return;
      await record(client, held.id, 'handed_back', operator, note, key);
      await resume(client, held, note);
      await tell(client, held.id);
    });
  }

  /** Asks for a person where the bot has the conversation; false where it is asked for already or somebody has it. */
  request(conversationId: string, by: string, handoff: Handoff, key: string): Promise<boolean> {
    return this.database.transaction(async (client) => {
      const held = await hold(client, conversationId);
      if (held.ownedBy !== 'bot' || (await recorded(client, key))) return false;
      await record(client, held.id, 'human_requested', by, handoff.reason, key);
      await client.query(
        `UPDATE conversations SET owned_by = 'waiting', owned_since = now(), failed_turns = 0,
                handoff = $2::jsonb || jsonb_build_object('requestedAt', now()) WHERE id = $1`,
        [held.id, JSON.stringify(handoff)],
      );
      await tell(client, held.id);
      return true;
    });
  }

  /** The person who waits for somebody wants the bot back instead; false where nobody is waited for. */
  stopWaiting(conversationId: string, key: string): Promise<boolean> {
    return this.database.transaction(async (client) => {
      const held = await hold(client, conversationId);
      if (held.ownedBy !== 'waiting') return false;
      await record(client, held.id, 'handed_back', 'contact', '', key);
      await client.query(
        `UPDATE conversations SET owned_by = 'bot', owned_since = now(), operator = NULL, handoff = NULL, unread = 0 WHERE id = $1`,
        [held.id],
      );
      await tell(client, held.id);
      return true;
    });
  }

  /** Another application has the thread, or has given it back: once per event, whatever is delivered again. */
  otherApp(conversationId: string, event: 'taken' | 'given', key: string): Promise<Stopped> {
    return this.database.transaction(async (client) => {
      const held = await hold(client, conversationId);
      const isChange = event === 'taken' ? held.ownedBy !== 'other_app' : held.ownedBy === 'other_app';
      const earlier = await recorded(client, key);
      if (earlier && held.ownedBy === 'other_app') return { turnId: event === 'taken' ? earlier.detail : null };
      if (earlier || !isChange) return { turnId: null };
      const [type, detail] =
        event === 'taken' ? (['taken_over', held.turnId ?? ''] as const) : (['handed_back', ''] as const);
      await record(client, held.id, type, 'whatsapp', detail, key);
      if (event === 'given') await resume(client, held, '');
      else {
        await client.query(
          `UPDATE conversations SET owned_by = 'other_app', operator = NULL, owned_since = now() WHERE id = $1`,
          [held.id],
        );
        await fence(client, held);
      }
      await tell(client, held.id);
      return { turnId: event === 'taken' ? (held.turnId ?? '') : null };
    });
  }

  /** @throws AppError NOT_FOUND */
  markSeen(conversationId: string): Promise<void> {
    return this.database.transaction(async (client) => {
      const held = await hold(client, conversationId);
      const { rowCount } = await client.query('UPDATE conversations SET unread = 0 WHERE id = $1 AND unread > 0', [
        held.id,
      ]);
      if (rowCount) await tell(client, held.id);
    });
  }
}

export interface Handoff {
  reason: string;
  summary: string;
  priority: string;
}

async function hold(client: Transaction, conversationId: string): Promise<Held> {
  const { rows } = await client.query<Held>(
    `SELECT id, state, owned_by AS "ownedBy", operator, turn_id AS "turnId", handled_seq AS "handledSeq",
            accepted_seq AS "acceptedSeq", owned_since AS "ownedSince",
            coalesce(last_inbound_at > now() - interval '24 hours', false) AS "isWindowOpen"
       FROM conversations WHERE id = $1 AND state <> 'merged' AND erased_at IS NULL FOR UPDATE`,
    [conversationId],
  );
  if (!rows[0]) throw new AppError('NOT_FOUND', { message: 'no such conversation' });
  return rows[0];
}

async function recorded(client: Transaction, key: string): Promise<{ detail: string } | undefined> {
  const { rows } = await client.query<{ detail: string }>(
    'SELECT detail FROM conversation_events WHERE idempotency_key = $1',
    [key],
  );
  return rows[0];
}

async function record(
  client: Transaction,
  id: string,
  type: string,
  by: string,
  detail: string,
  key: string,
): Promise<void> {
  await client.query(
    'INSERT INTO conversation_events (conversation_id, type, by, detail, idempotency_key) VALUES ($1, $2, $3, $4, $5)',
    [id, type, by, detail, key],
  );
}

/**
 * Takes a claim away from whoever works on the conversation: its epoch and that of its turn rise, so that no write of theirs
 * fits any more, and the turn is due again for whoever asks who may speak now. It costs the turn no attempt.
 */
async function fence(client: Transaction, { id, turnId }: Held): Promise<void> {
  const { rows } = await client.query<{ epoch: string }>(
    `UPDATE conversations SET epoch = epoch + 1, state = 'due', due_at = now(), owner = NULL, lease_until = NULL,
            attempts = greatest(0, attempts - 1)
      WHERE id = $1 AND state = 'claimed' RETURNING epoch`,
    [id],
  );
  if (!rows[0]) return;
  await client.query('UPDATE turns SET epoch = $2 WHERE id = $1', [turnId, rows[0].epoch]);
  await client.query(`SELECT pg_notify('conversations_due', '0')`);
}

async function resume(client: Transaction, held: Held, note: string): Promise<void> {
  const { rows } = await client.query<Utterance>(SAID_MEANWHILE, [held.id, held.handledSeq]);
  const exchanges = toExchanges(rows);
  const isUnanswered =
    held.isWindowOpen && held.state === 'idle' && rows.length > 0 && rows.every(({ by }) => by === 'person');
  if (!isUnanswered) await remember(client, held, exchanges.slice(-MOST_EXCHANGES));
  await client.query(
    `UPDATE conversations SET owned_by = 'bot', owned_since = now(), operator = NULL, handoff = NULL, unread = 0, failed_turns = 0,
            handover = CASE WHEN $2 = '' THEN NULL ELSE jsonb_build_object('note', $2::text) END,
            session_version = session_version + 1,
            handled_seq = CASE WHEN $3 THEN $4::bigint ELSE handled_seq END, state = CASE WHEN $3 THEN 'due' ELSE state END,
            due_at = CASE WHEN $3 THEN now() ELSE due_at END
      WHERE id = $1`,
    [held.id, note, isUnanswered, isUnanswered ? `${BigInt(rows[0]!.seq!) - 1n}` : '0'],
  );
  if (isUnanswered) await client.query(`SELECT pg_notify('conversations_due', '0')`);
}

/** Turns of the past that nobody's agent answered: sessions are built from turns, so this is how agents learn of it. */
async function remember(client: Transaction, held: Held, exchanges: { task: string; answer: string }[]): Promise<void> {
  if (exchanges.length === 0) return;
  await client.query(
    `INSERT INTO turns (id, conversation_id, from_seq, to_seq, epoch, stage, task, reply, verdict, answered_at, ended_at)
     SELECT uuid_v7(), $1, $2, $2, 0, 'done', said.task, said.answer, '{"source": "hand_back"}',
            now() + said.place * interval '1 microsecond', now()
       FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS said(task, answer, place)`,
    [held.id, held.handledSeq, exchanges.map(({ task }) => task), exchanges.map(({ answer }) => answer)],
  );
}

/** A hint for pages that show the conversation. */
async function tell(client: Transaction, id: string): Promise<void> {
  await client.query(`SELECT pg_notify('conversations_changed', $1)`, [id]);
}

/** $1 conversation, $2 the last message that belongs to the past: what was said after the last turn that was answered. */
const SAID_MEANWHILE = `
  WITH since AS (
    SELECT coalesce(max(t.to_seq), 0) AS seq, coalesce(max(t.answered_at), '-infinity') AS at
      FROM turns t WHERE t.conversation_id = $1 AND t.stage IN ('done', 'set_aside'))
  SELECT said.by, said.words, said.seq FROM (
    SELECT 'person' AS by, i.received_at AS at, i.seq,
           coalesce(i.content->'text'->>'body', i.content->'reply'->>'title', i.content->'media'->>'caption', '') AS words
      FROM inbox i, since WHERE i.conversation_id = $1 AND i.seq > since.seq AND i.seq <= $2 AND i.makes_turn
    UNION ALL
    SELECT 'operator', m.at, NULL, m.body FROM operator_messages m, since WHERE m.conversation_id = $1 AND m.at > since.at) AS said
   ORDER BY said.at`;
