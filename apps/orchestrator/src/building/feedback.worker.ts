import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import { Quotes } from './quotes.service.js';

/** A safety net: the database says when a reaction has come. */
const POLL_MS = 60_000;
const BATCH = 200;
/** A message that is not known as ours by then is not one. */
const PATIENCE = '10 minutes';

interface Pending {
  phone: string;
  message: string;
  conversation: string;
}

/** Finds the turn that a thumb is about, off the path of messages; a thumb on anything but our answers is no feedback. */
@Injectable()
export class FeedbackWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(FeedbackWorker.name);
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private isWanted = false;
  private isStopping = false;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Quotes) private readonly quotes: Quotes,
  ) {}

  onApplicationBootstrap(): void {
    this.database.listener.listen('feedback_pending', () => this.wake());
    this.timer = setInterval(() => this.wake(), POLL_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await this.running;
  }

  private wake(): void {
    this.isWanted = true;
    if (this.isStopping) return;
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  private async run(): Promise<void> {
    while (this.isWanted && !this.isStopping) {
      this.isWanted = false;
      try {
        this.isWanted = (await this.resolve()) === BATCH;
      } catch (error) {
        this.logger.warn({ message: 'feedback waits for its turns', err: error });
      }
    }
  }

  /** Answers how many became feedback or nothing. */
  private async resolve(): Promise<number> {
    const pending = await this.database.query<Pending>(PENDING, [BATCH]);
    if (pending.length === 0) return 0;
    const sent = await this.quotes.sentUnder([...new Set(pending.map(({ message }) => message))]);
    const turns = sent.flatMap(({ messageId, idempotencyKey }) => {
      const turnId = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):/.exec(idempotencyKey)?.[1];
      return turnId ? [{ messageId, turnId }] : [];
    });
    const found = await this.database.query(RESOLVE, [
      turns.map(({ messageId }) => messageId),
      turns.map(({ turnId }) => turnId),
    ]);
    const dropped = await this.database.query(DROP);
    return found.length + dropped.length;
  }
}

const PENDING: Statement = {
  name: 'feedback-pending',
  text: `SELECT phone_number_id AS phone, message_id AS message, conversation_id AS conversation
           FROM feedback WHERE resolved_at IS NULL ORDER BY at LIMIT $1`,
};

/** The answer must have been given in the same conversation: an id from elsewhere finds nothing. */
const RESOLVE: Statement = {
  name: 'feedback-resolve',
  text: `
    UPDATE feedback f SET turn_id = t.id, agent = coalesce(t.agent, ''), resolved_at = now()
      FROM unnest($1::text[], $2::uuid[]) AS found(message_id, turn_id) JOIN turns t ON t.id = found.turn_id
     WHERE f.resolved_at IS NULL AND f.message_id = found.message_id AND f.conversation_id = t.conversation_id
    RETURNING f.message_id`,
};

const DROP: Statement = {
  name: 'feedback-drop',
  text: `DELETE FROM feedback WHERE resolved_at IS NULL AND at < now() - interval '${PATIENCE}' RETURNING message_id`,
};
