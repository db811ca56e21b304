import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type Repository } from 'typeorm';
import { Batcher } from '#libs/batching';
import { Database, type Statement } from '#libs/database';
import { AppError } from '#libs/errors';
import { crashPoint } from '#libs/faults';
import type { Claimant } from '#libs/work';
import type { Payload } from '../content/to-payloads.js';
import { blockingStates } from '../protocol/transition.js';
import { SendWorker } from '../sending/send.worker.js';
import { OutboxEntity } from './outbox.entity.js';
import { type OutboxRow, outboxRowColumns } from './outbox-table.js';
import { uuidV7 } from './uuid-v7.js';

export interface NewMessage {
  idempotencyKey: string;
  conversationId: string;
  phoneNumberId: string;
  policy: 'at_least_once' | 'at_most_once';
  traceparent: string;
  author: 'bot' | 'human';
  windowClosesAt?: Date;
  payloads: Payload[];
}

export interface StoredMessage {
  parts: number;
  isDuplicate: boolean;
}

type Outcome = StoredMessage | AppError;

interface NewRow {
  id: string;
  message: NewMessage;
  payload: Payload;
  part: number;
}

interface Inserted extends OutboxRow {
  state: 'pending' | 'sending';
}

/**
 * Keeps messages before they are sent: each idempotency key once, whoever asks how often. What nothing stands before is
 * claimed by the statement that stores it and leaves at once; the rest waits for the worker's next look.
 */
@Injectable()
export class OutboxRepository {
  /** One item is all messages of one rpc. */
  private readonly inserts = new Batcher<NewMessage[], Outcome[]>((lists) => this.storeLists(lists), {
    name: 'batch:outbox',
    maxSize: 20,
  });

  constructor(
    @Inject(Database) private readonly database: Database,
    @InjectRepository(OutboxEntity) private readonly entities: Repository<OutboxEntity>,
    @Inject(SendWorker) private readonly worker: SendWorker,
  ) {}

  /** Commits the messages in their order; an outcome for each of them. */
  store(messages: NewMessage[]): Promise<Outcome[]> {
    return messages.length === 0 ? Promise.resolve([]) : this.inserts.load(messages);
  }

  find(idempotencyKeys: string[]): Promise<OutboxEntity[]> {
    return this.entities.find({
      where: { idempotencyKey: In(idempotencyKeys) },
      order: { idempotencyKey: 'ASC', part: 'ASC' },
    });
  }

  drain(): Promise<void> {
    return this.inserts.drain();
  }

  private async storeLists(lists: readonly NewMessage[][]): Promise<Outcome[][]> {
    const outcomes = await this.storeOrIsolate(lists.flat());
    let from = 0;
    return lists.map((list) => outcomes.slice(from, (from += list.length)));
  }

  /** A message that the database cannot take fails alone. */
  private async storeOrIsolate(messages: NewMessage[]): Promise<Outcome[]> {
    try {
      return await this.insert(messages);
    } catch (error) {
      if (!(error instanceof AppError) || error.reason !== 'INTERNAL') throw error;
      if (messages.length === 1) return [error];
      const outcomes: Outcome[] = [];
      for (const message of messages) outcomes.push(...(await this.storeOrIsolate([message])));
      return outcomes;
    }
  }

  private async insert(messages: NewMessage[]): Promise<Outcome[]> {
    const rows: NewRow[] = messages.flatMap((message) =>
      message.payloads.map((payload, index) => ({ id: uuidV7(), message, payload, part: index + 1 })),
    );
    crashPoint('no.store_before_commit');
    let inserted: Inserted[] = [];
    await this.worker.claimWhileStoring(rows.length, async (claimant) => {
      inserted = await this.insertRows(rows, claimant);
      crashPoint('no.store_after_commit');
      return inserted.filter(({ state }) => state === 'sending');
    });
    if (inserted.some(({ state }) => state === 'pending')) this.worker.wake();
    const ours = new Set(inserted.map(({ id }) => id));
    const isNew = new Set(rows.filter(({ id }) => ours.has(id)).map(({ message }) => message));
    const known = await this.countParts(messages.filter((message) => !isNew.has(message)));
    return messages.map((message) => ({
      parts: known.get(message.idempotencyKey) ?? message.payloads.length,
      isDuplicate: !isNew.has(message),
    }));
  }

  private insertRows(rows: NewRow[], claimant?: Claimant): Promise<Inserted[]> {
    return this.database.query<Inserted>(INSERT, [
      rows.map(({ id }) => id),
      rows.map(({ message }) => message.idempotencyKey),
      rows.map(({ part }) => part),
      rows.map(({ message }) => message.payloads.length),
      rows.map(({ message }) => message.conversationId),
      rows.map(({ message }) => message.phoneNumberId),
      rows.map(({ payload }) => payload.kind),
      rows.map(({ message }) => message.policy),
      rows.map(({ payload }) => payload.json),
      rows.map(({ message }) => message.traceparent || null),
      claimant?.owner ?? null,
      claimant?.ttlMs ?? 0,
      rows.map(({ message }) => message.author),
      rows.map(({ message }) => message.windowClosesAt?.toISOString() ?? null),
    ]);
  }

  /** In a statement of its own: what another transaction has just committed is visible only to a later one. */
  private async countParts(messages: NewMessage[]): Promise<Map<string, number>> {
    if (messages.length === 0) return new Map();
    const keys = messages.map(({ idempotencyKey }) => idempotencyKey);
    const rows = await this.database.query<{ key: string; parts: number }>(COUNT_PARTS, [keys]);
    return new Map(rows.map(({ key, parts }) => [key, parts]));
  }
}

/**
 * The first part of a message decides whether its key is new, so that a repeat that is cut differently adds nothing.
 * Numbered in the order of the batch, inserted in the order of the keys: two batches with the same keys never wait for each
 * other in a circle. $11 is who claims the first message of a conversation in which nothing waits or is under way, $12 the
 * length of the lease.
 */
const INSERT: Statement = {
  name: 'outbox-insert',
  text: `
    WITH item AS MATERIALIZED (
      SELECT item.*, nextval('outbox_seq') AS seq
        FROM unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                    $10::text[], $13::text[], $14::timestamptz[])
             AS item(id, idempotency_key, part, parts, conversation_id, phone_number_id, kind, policy, payload, traceparent,
                     author, window_closes_at)),
    first AS MATERIALIZED (
      SELECT DISTINCT ON (conversation_id) id FROM item WHERE $11::text IS NOT NULL ORDER BY conversation_id, seq),
    free AS MATERIALIZED (
      SELECT item.id FROM item JOIN first USING (id)
       WHERE (SELECT true FROM outbox earlier
               WHERE earlier.conversation_id = item.conversation_id AND earlier.queue IN (${blockingStates.map((state) => `'${state}'`).join(', ')})
               LIMIT 1) IS NULL),
    heads AS (
      INSERT INTO outbox (id, idempotency_key, part, parts, conversation_id, phone_number_id, kind, policy, payload, traceparent,
                          author, window_closes_at, seq, state, owner, lease_until, epoch, attempts, claimed_at, heartbeat_at)
      SELECT item.*, CASE WHEN free.id IS NULL THEN 'pending' ELSE 'sending' END,
             CASE WHEN free.id IS NOT NULL THEN $11 END,
             CASE WHEN free.id IS NOT NULL THEN now() + $12::float8 * interval '1 ms' END,
             (free.id IS NOT NULL)::int, (free.id IS NOT NULL)::int,
             CASE WHEN free.id IS NOT NULL THEN now() END, CASE WHEN free.id IS NOT NULL THEN now() END
        FROM item LEFT JOIN free USING (id) WHERE part = 1 ORDER BY idempotency_key, seq
      ON CONFLICT (idempotency_key, part) DO NOTHING RETURNING *),
    rest AS (
      INSERT INTO outbox (id, idempotency_key, part, parts, conversation_id, phone_number_id, kind, policy, payload, traceparent,
                          author, window_closes_at, seq)
      SELECT item.* FROM item
       WHERE part > 1 AND EXISTS (SELECT FROM heads WHERE heads.idempotency_key = item.idempotency_key)
       ORDER BY idempotency_key, part, seq
      ON CONFLICT (idempotency_key, part) DO NOTHING)
    SELECT state, ${outboxRowColumns} FROM heads`,
};

const COUNT_PARTS: Statement = {
  name: 'outbox-count-parts',
  text: 'SELECT idempotency_key AS key, parts FROM outbox WHERE idempotency_key = ANY($1::text[]) AND part = 1',
};
