import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { InboundMessage, NotifierService, type SentMessage } from '#libs/contracts';
import { Database, type Statement } from '#libs/database';
import { GrpcClient } from '#libs/grpc';
import { BUILDER } from '../conversations/state/choose-agent.js';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import type { Quoted } from './built-turn.js';
import { describeContent } from './describe-content.js';

export interface QuotedMessage extends Quoted {
  /** What the person wrote, where it is they who are quoted. */
  message?: InboundMessage;
}

interface Asked {
  conversationId: string;
  phoneNumberId: string;
  messageId: string;
}

/**
 * What a message replies to: something that its person wrote, or one of our answers. Only turns that quote ask; the ids of
 * answers stay with the notifier, so that nobody stores them twice for every message sent.
 */
@Injectable()
export class Quotes implements OnApplicationShutdown {
  private readonly logger = new Logger(Quotes.name);
  private readonly client: GrpcClient<typeof NotifierService>;
  private readonly batcher = new Batcher<Asked, QuotedMessage | undefined>((asked) => this.findAll(asked));

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ORCHESTRATOR_CONFIG) config: OrchestratorConfig,
  ) {
    this.client = new GrpcClient(NotifierService, config.NOTIFIER_URL, { findSent: 'orchestrator.notifier.findSent' });
  }

  /** Undefined when it is not known, nor part of this conversation, or cannot be asked for now: a turn goes on without it. */
  async find(asked: Asked): Promise<QuotedMessage | undefined> {
    try {
      return await this.batcher.load(asked);
    } catch (error) {
      this.logger.warn({ message: 'a quote was not resolved', conversationId: asked.conversationId, err: error });
      return undefined;
    }
  }

  /** The answers that were sent under these ids. @throws AppError when the notifier cannot be asked */
  async sentUnder(messageIds: string[]): Promise<SentMessage[]> {
    if (messageIds.length === 0) return [];
    return (await this.client.call('findSent', { messageIds })).messages;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.batcher.drain();
    await this.client.close();
  }

  private async findAll(asked: readonly Asked[]): Promise<(QuotedMessage | undefined)[]> {
    const written = await this.findWritten(asked);
    const rest = asked.filter((_, index) => !written[index]);
    const sent = await this.findSent(rest);
    return asked.map((item, index) => written[index] ?? sent.get(item));
  }

  private async findWritten(asked: readonly Asked[]): Promise<(QuotedMessage | undefined)[]> {
    const rows = await this.database.query<{ place: number; content: unknown; transcript: string | null }>(
      FIND_WRITTEN,
      [
        asked.map(({ phoneNumberId }) => phoneNumberId),
        asked.map(({ messageId }) => messageId),
        asked.map(({ conversationId }) => conversationId),
      ],
    );
    const found = new Map(rows.map((row) => [row.place, row]));
    return asked.map((_, index) => {
      const row = found.get(index + 1);
      if (!row) return undefined;
      const message = InboundMessage.fromJSON(row.content);
      const described = describeContent(message, row.transcript ? { kind: 'speech', text: row.transcript } : undefined);
      return { text: described.task, agent: '', message };
    });
  }

  private async findSent(asked: readonly Asked[]): Promise<Map<Asked, QuotedMessage>> {
    const sent = new Map(
      (await this.sentUnder(asked.map(({ messageId }) => messageId))).map((item) => [item.messageId, item]),
    );
    const known = asked.filter(({ messageId }) => sent.has(messageId));
    if (known.length === 0) return new Map();
    const rows = await this.database.query<{ place: number; text: string | null; agent: string; build: string | null }>(
      FIND_SENT,
      [
        known.map(({ messageId }) => sent.get(messageId)!.idempotencyKey),
        known.map(({ conversationId }) => conversationId),
      ],
    );
    return new Map(
      rows.map(({ place, text, agent, build }) => [
        known[place - 1]!,
        { text: text ?? '', agent, ...(build && { build }) },
      ]),
    );
  }
}

const FIND_WRITTEN: Statement = {
  name: 'quotes-find-written',
  text: `
    SELECT asked.place::int AS place, i.content, r.transcript
      FROM unnest($1::text[], $2::text[], $3::uuid[]) WITH ORDINALITY AS asked(phone_number_id, message_id, conversation_id, place)
      JOIN inbox i ON i.phone_number_id = asked.phone_number_id AND i.message_id = asked.message_id
       AND i.conversation_id = asked.conversation_id
      LEFT JOIN media_references r ON r.phone_number_id = i.phone_number_id AND r.message_id = i.message_id`,
};

/** A key is "<turn>:<place in its answer>", or that of an operator's message or of one about a build. */
const FIND_SENT: Statement = {
  name: 'quotes-find-sent',
  text: `
    WITH asked AS (
      SELECT a.key, a.conversation_id, a.place::int AS place, part.turn_id::uuid AS turn_id, part.nth::int AS nth
        FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS a(key, conversation_id, place)
        LEFT JOIN LATERAL (
          SELECT m[1] AS turn_id, m[2] AS nth FROM regexp_match(a.key, '^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([0-9]{1,4})$') AS m
        ) AS part ON true)
    SELECT asked.place, coalesce(t.agent, '') AS agent,
           coalesce(t.answer -> asked.nth -> 'value' ->> 'body', t.answer -> asked.nth -> 'value' ->> 'caption') AS text,
           CASE t.agent WHEN '${BUILDER}' THEN t.patch->'slots'->'${BUILDER}'->>'build' END AS build
      FROM asked JOIN turns t ON t.id = asked.turn_id AND t.conversation_id = asked.conversation_id
     UNION ALL
    SELECT asked.place, 'operator', o.body, NULL
      FROM asked JOIN operator_messages o ON o.idempotency_key = asked.key AND o.conversation_id = asked.conversation_id
     UNION ALL
    SELECT asked.place, '${BUILDER}', coalesce(m.content->'value'->>'body', m.content->'value'->>'caption'), m.build_id::text
      FROM asked JOIN build_messages m ON m.idempotency_key = asked.key AND m.conversation_id = asked.conversation_id`,
};
