import { Inject, Injectable } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { Database, type Statement } from '#libs/database';
import { AppError } from '#libs/errors';
import type { Lease } from '#libs/work';
import type { PatchedTurn } from '../conversations/state/apply-patch.js';
import type { ReplyContent, TurnRow } from './turn-row.js';

interface Answered {
  row: TurnRow;
  lease: Lease;
  contents: ReplyContent[];
  /** What was asked and answered, and what that changes in the session. */
  turn: PatchedTurn;
  verdict: unknown;
  tools: readonly unknown[];
  usage: unknown;
}

interface Ended {
  row: TurnRow;
  lease: Lease;
  stage: 'done' | 'set_aside' | 'silenced';
  /** The person did not get what they came for. */
  isFailed: boolean;
  error: string;
}

/** Writes of turns, each guarded by the epoch of the claim and shared among turns of the same moment. */
@Injectable()
export class TurnsRepository {
  private readonly answers = new Batcher<Answered, boolean>((items) => this.writeAnswers(items));
  /** The answer has left: only the next turn of the same conversation waits for this, so fewer and larger statements. */
  private readonly ends = new Batcher<Ended, 'due' | 'idle' | undefined>((items) => this.writeEnds(items), {
    gapMs: 30,
  });

  constructor(@Inject(Database) private readonly database: Database) {}

  /** Stores the answer before it is handed on. @throws AppError LEASE_LOST */
  async storeAnswer(answered: Answered): Promise<void> {
    if (!(await this.answers.load(answered))) throw new AppError('LEASE_LOST');
  }

  /** Ends the turn and frees its conversation; true when more messages wait there. @throws AppError LEASE_LOST */
  async end(ended: Ended): Promise<boolean> {
    const state = await this.ends.load(ended);
    if (!state) throw new AppError('LEASE_LOST');
    return state === 'due';
  }

  async drain(): Promise<void> {
    await Promise.all([this.answers.drain(), this.ends.drain()]);
  }

  private async writeAnswers(items: readonly Answered[]): Promise<boolean[]> {
    const rows = await this.database.query<{ id: string }>(STORE_ANSWER, [
      items.map(({ row }) => row.turnId),
      items.map(({ lease }) => lease.epoch),
      items.map(({ turn }) => turn.task),
      items.map(({ turn }) => turn.answer),
      items.map(({ contents }) => JSON.stringify(contents)),
      items.map(({ verdict }) => JSON.stringify(verdict)),
      items.map(({ usage }) => (usage ? JSON.stringify(usage) : null)),
      items.map(({ turn }) => turn.patch.speaker || null),
      items.map(({ turn }) => JSON.stringify(turn.patch)),
      items.map(({ tools }) => (tools.length > 0 ? JSON.stringify(tools) : null)),
    ]);
    const ours = new Set(rows.map(({ id }) => id));
    return items.map(({ row }) => ours.has(row.turnId));
  }

  private async writeEnds(items: readonly Ended[]): Promise<('due' | 'idle' | undefined)[]> {
    const rows = await this.database.query<{ id: string; state: 'due' | 'idle' }>(END_TURN, [
      items.map(({ lease }) => lease.id),
      items.map(({ lease }) => lease.epoch),
      items.map(({ row }) => row.turnId),
      items.map(({ row }) => row.toSeq),
      items.map(({ stage }) => stage),
      items.map(({ row }) => row.language),
      items.map(({ error }) => error),
      items.map(({ isFailed }) => isFailed),
    ]);
    const states = new Map(rows.map(({ id, state }) => [id, state]));
    return items.map(({ lease }) => states.get(lease.id));
  }
}

const STORE_ANSWER: Statement = {
  name: 'turns-store-answer',
  text: `
    WITH ours AS MATERIALIZED (
      SELECT t.id, item.* FROM turns t
        JOIN unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                    $8::text[], $9::text[], $10::text[])
             AS item(turn_id, item_epoch, item_task, item_reply, item_answer, item_verdict, item_usage,
                     item_agent, item_patch, item_tools) ON item.turn_id = t.id
       WHERE t.epoch = item.item_epoch AND t.stage = 'started' ORDER BY t.id FOR UPDATE OF t)
    UPDATE turns t
       SET stage = 'answered', answered_at = now(), task = ours.item_task, reply = ours.item_reply,
           answer = ours.item_answer::jsonb, verdict = ours.item_verdict::jsonb, usage = ours.item_usage::jsonb,
           agent = ours.item_agent, patch = ours.item_patch::jsonb, tools = ours.item_tools::jsonb
      FROM ours WHERE t.id = ours.id
    RETURNING t.id`,
};

const END_TURN: Statement = {
  name: 'turns-end',
  text: `
    WITH ours AS MATERIALIZED (
      SELECT c.id, item.* FROM conversations c
        JOIN unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::text[],
                    $8::bool[])
             AS item(conversation_id, item_epoch, item_turn, to_seq, stage, item_language, item_error, failed) ON item.conversation_id = c.id
       WHERE c.epoch = item.item_epoch AND c.state = 'claimed' ORDER BY c.id FOR UPDATE OF c),
    ended AS (
      UPDATE turns t SET stage = ours.stage, ended_at = now(), error = nullif(ours.item_error, '')
        FROM ours WHERE t.id = ours.item_turn)
    UPDATE conversations c
       SET state = CASE WHEN c.accepted_seq > greatest(c.handled_seq, ours.to_seq) THEN 'due' ELSE 'idle' END,
           handled_seq = greatest(c.handled_seq, ours.to_seq), turn_id = NULL, attempts = 0, owner = NULL, lease_until = NULL,
           language = coalesce(nullif(ours.item_language, ''), c.language), error_class = NULL, error_detail = NULL,
           session_version = c.session_version + CASE ours.stage WHEN 'done' THEN 1 ELSE 0 END,
           session_turn = CASE ours.stage WHEN 'done' THEN ours.item_turn ELSE c.session_turn END,
           failed_turns = CASE WHEN ours.stage = 'silenced' THEN c.failed_turns WHEN ours.failed THEN c.failed_turns + 1 ELSE 0 END,
           handover = CASE ours.stage WHEN 'done' THEN NULL ELSE c.handover END
      FROM ours WHERE c.id = ours.id
    RETURNING c.id, c.state`,
};
