import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import { In } from 'typeorm';
import { Database, type Statement } from '#libs/database';
import { QUARANTINED } from '../gateway.metrics.js';
import type { Quarantined } from '../parsing/parsed-webhook.js';
import { QuarantinedItemEntity } from './quarantined-item.entity.js';

export interface ListOptions {
  limit: number;
  includeReplayed: boolean;
  afterId: string;
  reason: string;
}

export type ListedItem = Omit<QuarantinedItemEntity, 'raw'>;

/** The key of an item: the same item that comes again, or is refused again, is the same row. */
export const quarantineId = ({ kind, raw }: Pick<Quarantined, 'kind' | 'raw'>): string =>
  createHash('sha256').update(kind).update('\0').update(raw).digest('hex').slice(0, 32);

@Injectable()
export class QuarantineRepository {
  private readonly logger = new Logger(QuarantineRepository.name);

  constructor(
    @Inject(Database) private readonly database: Database,
    @InjectMetric(QUARANTINED) private readonly quarantined: Counter<'kind' | 'reason'>,
  ) {}

  /** Resolves when all items are committed. @throws AppError STORE_UNAVAILABLE */
  async keep(items: readonly Quarantined[]): Promise<void> {
    const column = <K extends keyof Quarantined>(key: K) => items.map((item) => item[key]);
    await this.database.query(KEEP, [
      items.map(quarantineId),
      column('kind'),
      column('reason'),
      column('detail'),
      column('phoneNumberId'),
      column('raw'),
    ]);
    for (const { kind, reason, detail } of items) {
      this.quarantined.inc({ kind, reason });
      if (reason === 'REPORTED_ERROR') this.logger.warn({ message: 'whatsapp reports an error', detail });
    }
  }

  /** The newest first, without their bytes. */
  async list({
    limit,
    includeReplayed,
    afterId,
    reason,
  }: ListOptions): Promise<{ items: ListedItem[]; waiting: number }> {
    const [items, [count]] = await Promise.all([
      this.database.query<ListedItem>(LIST, [limit, includeReplayed, afterId, reason]),
      this.database.query<{ waiting: number }>(COUNT_WAITING),
    ]);
    return { items, waiting: count!.waiting };
  }

  find(ids: string[]): Promise<QuarantinedItemEntity[]> {
    return this.items.findBy({ id: In(ids) });
  }

  async markReplayed(id: string): Promise<void> {
    await this.items.update(id, { replayedAt: () => 'now()', attempts: () => 'attempts + 1' });
  }

  async markRefused(id: string, { reason, detail }: Pick<Quarantined, 'reason' | 'detail'>): Promise<void> {
    await this.items.update(id, { reason, detail, attempts: () => 'attempts + 1' });
  }

  private get items() {
    return this.database.dataSource.getRepository(QuarantinedItemEntity);
  }
}

const KEEP: Statement = {
  name: 'quarantine-keep',
  text: `INSERT INTO quarantine (id, kind, reason, detail, phone_number_id, raw)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[])
         ON CONFLICT (id) DO NOTHING`,
};

const LIST: Statement = {
  name: 'quarantine-list',
  text: `SELECT id, kind, reason, detail, phone_number_id AS "phoneNumberId", received_at AS "receivedAt",
                replayed_at AS "replayedAt", attempts
           FROM quarantine
          WHERE ($2 OR replayed_at IS NULL) AND ($4 = '' OR reason = $4)
            AND ($3 = '' OR (received_at, id) < (SELECT received_at, id FROM quarantine WHERE id = $3))
          ORDER BY received_at DESC, id DESC LIMIT $1`,
};

const COUNT_WAITING: Statement = {
  name: 'quarantine-count-waiting',
  text: 'SELECT count(*)::int AS waiting FROM quarantine WHERE replayed_at IS NULL',
};
