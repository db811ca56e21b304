import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import { Batcher } from '#libs/batching';
import { Database, type Statement } from '#libs/database';
import { AppError } from '#libs/errors';
import { crashPoint } from '#libs/faults';
import { openSpan } from '#libs/observability';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';
import { DUPLICATE_SENDS } from '../notifier.metrics.js';
import { FIND_ORPHANS, recordStatement } from './status-statements.js';
import type { StatusItem } from './to-status-item.js';
import { toNews } from './to-news.js';

/** What became of the statuses of one call. */
export interface Recorded {
  /** The reason for each that could not be stored, in order; empty for the others. */
  reasons: string[];
  /** Messages that waited behind one of these may go now. */
  frees: boolean;
}

interface Moved {
  isDuplicate: boolean;
  frees: boolean;
  event: string;
  /** Of sampled messages. */
  traceparent: string | null;
}

/** How long a status without our callback data may wait for the message that it belongs to. */
const ORPHAN_MS = 60_000;

/** Stores statuses, each once, and moves their messages forward. */
@Injectable()
export class StatusesRepository {
  private readonly logger = new Logger(StatusesRepository.name);
  /** One item is all statuses of one rpc. */
  private readonly calls = new Batcher<StatusItem[], Recorded>((lists) => this.recordLists(lists), {
    maxSize: 50,
    gapMs: 10,
  });
  /** When each call came that is not finished. */
  private readonly waiting = new Set<{ since: number }>();

  private readonly statement: Statement;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(NOTIFIER_CONFIG) config: NotifierConfig,
    @InjectMetric(DUPLICATE_SENDS) private readonly duplicates: Counter,
  ) {
    this.statement = recordStatement(config.WAIT_FOR_DELIVERED_MS > 0);
  }

  /** Resolves after the commit. */
  async record(items: StatusItem[]): Promise<Recorded> {
    if (items.length === 0) return { reasons: [], frees: false };
    const call = { since: performance.now() };
    this.waiting.add(call);
    try {
      return await this.calls.load(items);
    } finally {
      this.waiting.delete(call);
    }
  }

  /** Age of the oldest status that has come in and is not committed. */
  get backlogMs(): number {
    const [oldest] = this.waiting; // in the order of their coming
    return oldest ? performance.now() - oldest.since : 0;
  }

  /** Finds by Meta's id the messages of statuses that came without ours, or before the message knew its id. */
  async matchOrphans(): Promise<boolean> {
    const orphans = await this.database.query<StatusItem & { outboxId: string }>(FIND_ORPHANS, [ORPHAN_MS]);
    if (orphans.length === 0) return false;
    const { frees } = await this.write(orphans);
    return frees;
  }

  drain(): Promise<void> {
    return this.calls.drain();
  }

  private async recordLists(lists: readonly StatusItem[][]): Promise<Recorded[]> {
    const items = lists.flat();
    crashPoint('no.status_before_commit');
    const { reasons, frees } = await this.writeOrIsolate(items);
    crashPoint('no.status_after_commit');
    const freesMore = items.some(({ outboxId }) => outboxId === null) && (await this.matchOrphans());
    let from = 0;
    return lists.map((list) => ({ reasons: reasons.slice(from, (from += list.length)), frees: frees || freesMore }));
  }

  /** A status that the database cannot take fails alone. */
  private async writeOrIsolate(items: readonly StatusItem[]): Promise<Recorded> {
    try {
      return await this.write(items);
    } catch (error) {
      if (!(error instanceof AppError) || error.reason !== 'INTERNAL') throw error;
      this.logger.error({ message: 'could not store statuses', statuses: items.length, err: error });
      if (items.length === 1) return { reasons: [error.reason], frees: false };
      const parts: Recorded[] = [];
      for (const item of items) parts.push(await this.writeOrIsolate([item]));
      return { reasons: parts.flatMap(({ reasons }) => reasons), frees: parts.some(({ frees }) => frees) };
    }
  }

  private async write(items: readonly StatusItem[]): Promise<Recorded> {
    const unique = [...new Map(items.map((item) => [`${item.wamid} ${item.status} ${item.eventMs}`, item])).values()];
    const news = toNews(unique);
    const moved = await this.database.query<Moved & Record<string, unknown>>(this.statement, [
      unique.map(({ wamid }) => wamid),
      unique.map(({ status }) => status),
      unique.map(({ eventMs }) => eventMs),
      unique.map(({ phoneNumberId }) => phoneNumberId),
      unique.map(({ outboxId }) => outboxId),
      unique.map(({ attempt }) => attempt),
      unique.map(({ errorCode }) => errorCode),
      unique.map(({ raw }) => raw),
      news.map(({ outboxId }) => outboxId),
      news.map(({ wamid }) => wamid),
      news.map(({ event }) => event),
      news.map(({ errorCode }) => errorCode),
      news.map(({ attempts }) => attempts),
    ]);
    for (const { event, traceparent } of moved) {
      if (traceparent) openSpan(event, [traceparent])?.end('ok'); // the tick of a delivery: a moment, at the end of its trace
    }
    const duplicates = moved.filter(({ isDuplicate }) => isDuplicate).length;
    if (duplicates > 0) {
      this.duplicates.inc(duplicates);
      this.logger.error({ message: 'two attempts of a message arrived', messages: duplicates });
    }
    return { reasons: items.map(() => ''), frees: moved.some(({ frees }) => frees) };
  }
}
