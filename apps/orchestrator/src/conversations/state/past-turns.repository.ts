import { Inject, Injectable, Logger } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { Database, type Statement } from '#libs/database';
import { AppError } from '#libs/errors';
import type { PastTurn } from './session-builder.js';
import { LIMITS, type Summary, summarySchema } from './session.schema.js';
import { validatePatch } from './session-validator.js';

/** What Postgres says of a conversation: the truth that every copy in Redis can be made from. */
export interface Past {
  epoch: string;
  sessionVersion: number;
  /** Oldest first. */
  turns: PastTurn[];
}

interface StoredTurn {
  id: string;
  task: string | null;
  reply: string | null;
  agent: string | null;
  patch: unknown;
  summary: unknown;
  at: number;
}

/** The answered turns of conversations, and their summaries. Those of one moment are read in one statement. */
@Injectable()
export class PastTurnsRepository {
  private readonly logger = new Logger(PastTurnsRepository.name);
  private readonly reads = new Batcher<string, Past>((ids) => this.readAll(ids));

  constructor(@Inject(Database) private readonly database: Database) {}

  /** @throws AppError STORE_UNAVAILABLE, NOT_FOUND, or STATE_TOO_NEW where a newer replica has answered */
  read(conversationId: string): Promise<Past> {
    return this.reads.load(conversationId);
  }

  /**
   * Keeps a summary with the newest turn that it covers and answers the version of the conversation with it: copies without it
   * do not count from here on. Undefined when that turn is gone, or when the person has deleted a message after `knownSeq`, the
   * last one that was known when the summary began: it may hold what they took back.
   */
  async summarise(conversationId: string, knownSeq: string, summary: Summary): Promise<number | undefined> {
    return this.database.transaction(async (client) => {
      await client.query(LOCK_CONVERSATION, [conversationId]); // a deletion that is being stored is waited for
      const { rows } = await client.query<{ version: number }>(STORE_SUMMARY, [
        summary.upToTurn,
        conversationId,
        JSON.stringify(summary),
        knownSeq,
      ]);
      return rows[0]?.version;
    });
  }

  drain(): Promise<void> {
    return this.reads.drain();
  }

  private async readAll(ids: readonly string[]): Promise<(Past | AppError)[]> {
    const rows = await this.database.query<{ id: string; epoch: string; version: number; turns: StoredTurn[] | null }>(
      READ_PAST,
      [ids],
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => {
      const row = found.get(id);
      if (!row) return new AppError('NOT_FOUND', { message: 'a conversation without a row' });
      try {
        const turns = (row.turns ?? []).flatMap((turn) => this.toPastTurn(turn));
        return { epoch: row.epoch, sessionVersion: row.version, turns };
      } catch (error) {
        if (error instanceof AppError) return error;
        throw error;
      }
    });
  }

  /** None for a turn whose patch says nothing that is understood: the others are still a conversation. */
  private toPastTurn({ id, task, reply, agent, patch, summary, at }: StoredTurn): PastTurn[] {
    const validated = validatePatch(patch ?? { schema: 0, agent: agent ?? '', language: '', at });
    if ('problem' in validated) {
      this.logger.warn({ message: 'a stored patch is not understood', turnId: id, problem: validated.problem });
      return [];
    }
    const kept = summarySchema.nullable().safeParse(summary);
    return [
      {
        turnId: id,
        task: task ?? '',
        answer: reply ?? '',
        patch: validated.value,
        summary: kept.success ? kept.data : null,
      },
    ];
  }
}

const READ_PAST: Statement = {
  name: 'turns-read-past',
  text: `
    SELECT c.id, c.epoch, c.session_version::float8 AS version, past.turns
      FROM unnest($1::uuid[]) AS wanted(id)
      JOIN conversations c ON c.id = wanted.id
     CROSS JOIN LATERAL (
       SELECT json_agg(json_build_object('id', t.id, 'task', t.task, 'reply', t.reply, 'patch', t.patch, 'summary', t.summary,
                'agent', coalesce(t.agent, t.verdict->>'agent'), 'at', extract(epoch FROM t.answered_at) * 1000)
                ORDER BY t.answered_at, t.to_seq) AS turns
         FROM (SELECT * FROM turns
                WHERE conversation_id = c.id AND stage = 'done' AND answered_at IS NOT NULL
                ORDER BY to_seq DESC LIMIT ${LIMITS.turns}) AS t) AS past`,
};

const LOCK_CONVERSATION = 'SELECT FROM conversations WHERE id = $1::uuid FOR UPDATE';

const STORE_SUMMARY = `
  WITH kept AS (
    UPDATE turns SET summary = $3::jsonb
     WHERE id = $1::uuid AND conversation_id = $2::uuid
       AND NOT EXISTS (SELECT FROM inbox WHERE conversation_id = $2::uuid AND seq > $4::bigint AND kind = 'revoke')
    RETURNING conversation_id)
  UPDATE conversations c SET session_version = session_version + 1 FROM kept WHERE c.id = kept.conversation_id
  RETURNING session_version::float8 AS version`;
