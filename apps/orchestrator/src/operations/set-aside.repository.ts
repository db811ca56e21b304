import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { SetAsideTurn } from '#libs/contracts';
import { Database, type Statement } from '#libs/database';
import { TurnEntity } from './turn.entity.js';

/** Turns that failed for good: shown to operators and made due again by them. */
@Injectable()
export class SetAsideRepository {
  constructor(
    @InjectRepository(TurnEntity) private readonly turns: Repository<TurnEntity>,
    @Inject(Database) private readonly database: Database,
  ) {}

  /** The newest first. */
  async list(limit: number): Promise<SetAsideTurn[]> {
    const found = await this.turns.find({
      where: { stage: 'set_aside' },
      order: { endedAt: 'DESC' },
      take: Math.min(limit || 50, 500),
    });
    return found.map(({ id, conversationId, attempts, error, endedAt }) =>
      SetAsideTurn.create({
        turnId: id,
        conversationId,
        reason: error ?? '',
        attempts,
        setAsideAt: endedAt ?? undefined,
      }),
    );
  }

  /** Makes them due again where their conversation is quiet, and answers those. */
  async replay(turnIds: string[]): Promise<string[]> {
    const rows = await this.database.query<{ turn_id: string }>(REPLAY, [turnIds.filter((id) => UUID.test(id))]);
    return rows.map(({ turn_id }) => turn_id);
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const REPLAY: Statement = {
  name: 'turns-replay',
  text: `
    WITH quiet AS MATERIALIZED (
      SELECT DISTINCT ON (c.id) c.id, t.id AS turn_id FROM turns t JOIN conversations c ON c.id = t.conversation_id
       WHERE t.id = ANY ($1::uuid[]) AND t.stage = 'set_aside' AND c.state = 'idle' AND c.turn_id IS NULL
       ORDER BY c.id, t.to_seq),
    due AS (
      UPDATE conversations c SET state = 'due', due_at = now(), attempts = 0, turn_id = quiet.turn_id
        FROM quiet WHERE c.id = quiet.id AND c.state = 'idle' RETURNING c.turn_id)
    UPDATE turns t SET stage = CASE WHEN t.answer IS NULL THEN 'started' ELSE 'answered' END, ended_at = NULL, error = NULL
      FROM due WHERE t.id = due.turn_id
    RETURNING t.id AS turn_id, pg_notify('conversations_due', '0')`,
};
