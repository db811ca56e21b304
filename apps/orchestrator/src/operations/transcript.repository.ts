import { Inject, Injectable } from '@nestjs/common';
import type { TranscriptEntry } from '#libs/contracts';
import { Database, type Statement } from '#libs/database';
import { readPageToken, toPageToken } from './page-token.js';
import { type EntryRow, toTranscriptEntry } from './to-transcript-entry.js';

interface Page {
  entries: TranscriptEntry[];
  previousPageToken: string;
}

/** Everything that happened in a conversation, in its order: what the person said, turns, operators' answers and events. */
@Injectable()
export class TranscriptRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The newest page, or the one before a token; oldest entry first. */
  async read(conversationId: string, pageSize: number, pageToken: string): Promise<Page> {
    const before = readPageToken(pageToken);
    const rows = await this.database.query<EntryRow & Record<string, unknown>>(READ, [
      conversationId,
      before?.at ?? 'infinity',
      before?.id ?? '',
      pageSize + 1,
    ]);
    const page = rows.slice(0, pageSize);
    const oldest = page.at(-1);
    return {
      entries: page.toReversed().map((row) => toTranscriptEntry(row)),
      previousPageToken: rows.length > pageSize && oldest ? toPageToken(oldest) : '',
    };
  }
}

/** $1 conversation, $2 and $3 the place before which to read, $4 how many. Each table is read from its newest end. */
const READ: Statement = {
  name: 'conversations-transcript',
  text: `
    WITH said AS (
      SELECT i.message_id AS id, i.received_at AS at, 'said' AS what,
             jsonb_build_object('content', i.content, 'disposition', i.disposition, 'isErased', i.erased_at IS NOT NULL,
               'isEdited', i.edited_at IS NOT NULL) AS entry
        FROM inbox i WHERE i.conversation_id = $1 AND (i.received_at, i.message_id) < ($2::timestamptz, $3)
       ORDER BY i.seq DESC LIMIT $4),
    turned AS (
      SELECT t.id::text, t.created_at, 'turn',
             jsonb_build_object('stage', t.stage, 'verdict', t.verdict, 'usage', t.usage, 'tools', t.tools, 'answer', t.answer,
               'agent', coalesce(t.agent, t.verdict->>'agent'), 'error', t.error, 'attempts', t.attempts)
        FROM turns t WHERE t.conversation_id = $1 AND (t.created_at, t.id::text) < ($2::timestamptz, $3)
         AND t.verdict->>'source' IS DISTINCT FROM 'hand_back'
       ORDER BY t.to_seq DESC LIMIT $4),
    answered AS (
      SELECT m.id::text, m.at, 'answered',
             jsonb_build_object('idempotencyKey', m.idempotency_key, 'operator', m.operator, 'body', m.body)
        FROM operator_messages m WHERE m.conversation_id = $1 AND (m.at, m.id::text) < ($2::timestamptz, $3)
       ORDER BY m.at DESC LIMIT $4),
    reported AS (
      SELECT m.idempotency_key AS id, m.at, 'reported',
             jsonb_build_object('content', m.content)
        FROM build_messages m
       WHERE m.conversation_id = $1 AND m.state = 'done' AND (m.at, m.idempotency_key) < ($2::timestamptz, $3)
       ORDER BY m.at DESC LIMIT $4),
    happened AS (
      SELECT e.id::text, e.at, 'event', jsonb_build_object('type', e.type, 'by', e.by,
               'detail', CASE e.type WHEN 'taken_over' THEN '' ELSE e.detail END) -- there it is the id of the turn that was stopped
        FROM conversation_events e WHERE e.conversation_id = $1 AND (e.at, e.id::text) < ($2::timestamptz, $3)
       ORDER BY e.at DESC LIMIT $4)
    SELECT id, to_json(at) AS at, what, entry
      FROM (SELECT * FROM said UNION ALL SELECT * FROM turned UNION ALL SELECT * FROM answered UNION ALL SELECT * FROM reported UNION ALL SELECT * FROM happened) AS entries
     ORDER BY entries.at DESC, entries.id DESC LIMIT $4`,
};
