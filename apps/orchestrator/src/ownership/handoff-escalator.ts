import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Author, Contact } from '#libs/contracts';
import { Database, type Statement } from '#libs/database';
import { repeat } from '#libs/work';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import { NotifierControlClient } from './notifier-control.client.js';
import { saying } from './ownership-text.js';

interface Forgotten {
  id: string;
  phoneNumberId: string;
  bsuid: string;
  waId: string;
  language: string;
  windowClosesAt: Date | null;
  mayBeTold: boolean;
  requestedAt: string;
}

const LONGEST_PERIOD_MS = 5_000;
const MOST = 50;

/**
 * Makes a request for a person again, with priority, when nobody came in time, and tells the one who waits. The message has
 * the request's key and the row is marked by whoever is first: any number of replicas says and records it once.
 */
@Injectable()
export class HandoffEscalator implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(HandoffEscalator.name);
  private stop?: () => void;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(NotifierControlClient) private readonly notifier: NotifierControlClient,
    @Inject(ORCHESTRATOR_CONFIG) private readonly config: OrchestratorConfig,
  ) {}

  onApplicationBootstrap(): void {
    const onError = (error: unknown) => this.logger.warn({ message: 'could not escalate handoffs', err: error });
    const periodMs = Math.min(LONGEST_PERIOD_MS, this.config.HANDOFF_ESCALATION_MS);
    this.stop = repeat(periodMs, () => this.escalate(), { jitter: 0.2, onError });
  }

  onApplicationShutdown(): void {
    this.stop?.();
  }

  async escalate(): Promise<void> {
    const values = [this.config.HANDOFF_ESCALATION_MS, MOST];
    const forgotten = await this.database.query<Forgotten & Record<string, unknown>>(FIND, values);
    for (const one of forgotten) {
      if (one.mayBeTold) await this.tell(one);
      const marked = await this.database.query(MARK, [one.id, one.requestedAt]);
      if (marked.length > 0) this.logger.warn({ message: 'nobody took a handoff in time', conversationId: one.id });
    }
  }

  private tell({ id, phoneNumberId, bsuid, waId, language, windowClosesAt, requestedAt }: Forgotten): Promise<void> {
    return this.notifier.send({
      idempotencyKey: `escalated:${id}:${requestedAt}`,
      contact: Contact.create({ phoneNumberId, bsuid, waId }),
      conversationId: id,
      author: Author.AUTHOR_BOT,
      windowClosesAt: windowClosesAt ?? undefined,
      content: saying('escalated', language),
    });
  }
}

/** $1 patience in ms, $2 how many. */
const FIND: Statement = {
  name: 'handoffs-find-forgotten',
  text: `
    SELECT id, phone_number_id AS "phoneNumberId", coalesce(bsuid, '') AS bsuid, coalesce(wa_id, '') AS "waId",
           coalesce(language, '') AS language, last_inbound_at + interval '24 hours' AS "windowClosesAt",
           opted_out_at IS NULL AND last_inbound_at > now() - interval '24 hours' AS "mayBeTold",
           handoff->>'requestedAt' AS "requestedAt"
      FROM conversations
     WHERE owned_by = 'waiting' AND owned_since < now() - $1 * interval '1 ms' AND NOT handoff ? 'escalatedAt' AND erased_at IS NULL
     ORDER BY owned_since LIMIT $2`,
};

/** Unless somebody came meanwhile. */
const MARK: Statement = {
  name: 'handoffs-mark-escalated',
  text: `
    WITH marked AS (
      UPDATE conversations SET handoff = handoff || jsonb_build_object('escalatedAt', now(), 'priority', 'urgent')
       WHERE id = $1 AND owned_by = 'waiting' AND handoff->>'requestedAt' = $2 AND NOT handoff ? 'escalatedAt' RETURNING id),
    event AS (INSERT INTO conversation_events (conversation_id, type, by) SELECT id, 'escalated', 'rule' FROM marked)
    SELECT pg_notify('conversations_changed', id::text) FROM marked`,
};
