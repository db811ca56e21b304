import { Inject, Injectable } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { Disposition, InboundMessage } from '#libs/contracts';
import { Database, type Statement } from '#libs/database';
import { AppError } from '#libs/errors';
import { crashPoint } from '#libs/faults';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import { isSaid } from './is-said.js';
import { isUrgent } from './is-urgent.js';
import { makesTurn } from './makes-turn.js';
import { previewOf } from './preview-of.js';

export interface Accepted {
  /** Empty for a message of somebody who was erased since. */
  conversationId: string;
  isNew: boolean;
  /** Nothing else of this conversation waited or was being answered, and the bot may answer in it. */
  wasQuiet: boolean;
}

/** Stores what people wrote. Batches of several webhooks share one statement and one commit. */
@Injectable()
export class InboxRepository {
  private readonly batcher = new Batcher<InboundMessage, Accepted>((messages) => this.acceptAll(messages), {
    name: 'batch:inbox',
    maxSize: 500,
    maxInFlight: 3,
  });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ORCHESTRATOR_CONFIG) private readonly config: OrchestratorConfig,
  ) {}

  /** Resolves after the commit. @throws AppError STORE_UNAVAILABLE or OVERLOADED: repeat it, the key dedupes */
  accept(message: InboundMessage): Promise<Accepted> {
    return this.batcher.load(message);
  }

  drain(): Promise<void> {
    return this.batcher.drain();
  }

  private async acceptAll(messages: readonly InboundMessage[]): Promise<(Accepted | AppError)[]> {
    crashPoint('or.accept_before_commit');
    try {
      return await this.write(messages);
    } catch (error) {
      // One poisonous item must not fail its neighbours for ever: each is tried alone, and only it fails.
      if (messages.length === 1 || !(error instanceof AppError) || error.retryable) throw error;
      return await Promise.all(
        messages.map((message) => this.write([message]).then(([accepted]) => accepted!, asError)),
      );
    }
  }

  private async write(messages: readonly InboundMessage[]): Promise<Accepted[]> {
    const rows = await this.database.query<{ conversation: string | null; is_new: boolean; was_quiet: boolean }>(
      ACCEPT,
      [JSON.stringify(messages.map(toItem)), this.config.BURST_WINDOW_MS],
    );
    crashPoint('or.accept_after_commit');
    return rows.map(({ conversation, is_new, was_quiet }) => ({
      conversationId: conversation ?? '',
      isNew: is_new,
      wasQuiet: was_quiet,
    }));
  }
}

const ACCEPT: Statement = {
  name: 'inbox-accept',
  text: 'SELECT conversation, is_new, was_quiet FROM accept_messages($1::jsonb, $2) ORDER BY place',
};

const asError = (error: unknown): AppError =>
  error instanceof AppError && error.retryable ? error : new AppError('INVALID_MESSAGE', { cause: error });

/** See accept_messages; the raw text has a column of its own. */
function toItem(message: InboundMessage) {
  const { contact, rawJson, ...rest } = message;
  return {
    phone_number_id: contact!.phoneNumberId,
    message_id: message.id,
    bsuid: contact!.bsuid || null,
    parent_bsuid: contact!.parentBsuid || null,
    wa_id: contact!.waId || null,
    name: contact!.name,
    kind: message.content?.$case ?? 'unsupported',
    disposition: Disposition[message.disposition],
    makes_turn: makesTurn(message),
    is_urgent: isUrgent(message),
    is_said: isSaid(message),
    preview: previewOf(message),
    content: InboundMessage.toJSON({ ...rest, contact, rawJson: '' }),
    raw: rawJson,
    sent_at: message.sentAt?.toISOString() ?? null,
  };
}
