import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import { offering, saying } from '../ownership/ownership-text.js';
import type { ReplyContent, TurnRow } from '../turns/turn-row.js';
import { ErasuresRepository } from './erasures.repository.js';

/** How long the question waits for its answer. */
const QUESTION_MS = 3_600_000;
/** The farewell must leave before its address is gone. */
const FAREWELL_MS = 10_000;

/** `/forget`: asked first, by buttons; then the person is erased, the farewell included. */
@Injectable()
export class ForgetService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ErasuresRepository) private readonly erasures: ErasuresRepository,
  ) {}

  async ask(row: TurnRow, language: string): Promise<ReplyContent[]> {
    await this.database.query(ASK, [row.id, `forget:${row.turnId}`]);
    return [offering('forgetQuestion', language, { forget_confirmed: 'forgetYes', forget_declined: 'forgetNo' })];
  }

  async confirm(row: TurnRow, language: string): Promise<ReplyContent[]> {
    const asked = await this.database.query(WAS_ASKED, [row.id, QUESTION_MS]);
    if (asked.length === 0) return [saying('forgetExpired', language)];
    await this.erasures.request(row.id, 'contact', FAREWELL_MS);
    return [saying('forgetting', language)];
  }

  /** Answers the question: a confirmation that comes after it finds none. */
  async decline(row: TurnRow, language: string): Promise<ReplyContent[]> {
    await this.database.query(ANSWER, [row.id, `kept:${row.turnId}`]);
    return [saying('forgetKept', language)];
  }
}

const ASK: Statement = {
  name: 'forget-ask',
  text: `INSERT INTO conversation_events (conversation_id, type, by, idempotency_key) VALUES ($1, 'erase_requested', 'contact', $2)
         ON CONFLICT (idempotency_key) DO NOTHING`,
};

const ANSWER: Statement = {
  name: 'forget-answer',
  text: `INSERT INTO conversation_events (conversation_id, type, by, idempotency_key) VALUES ($1, 'erase_declined', 'contact', $2)
         ON CONFLICT (idempotency_key) DO NOTHING`,
};

const WAS_ASKED: Statement = {
  name: 'forget-was-asked',
  text: `
    SELECT FROM (SELECT type, at FROM conversation_events
                  WHERE conversation_id = $1 AND type IN ('erase_requested', 'erase_declined') ORDER BY at DESC LIMIT 1) AS last
     WHERE last.type = 'erase_requested' AND last.at > now() - $2 * interval '1 ms'`,
};
