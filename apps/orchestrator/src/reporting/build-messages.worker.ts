import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Author, Contact } from '#libs/contracts';
import { Database } from '#libs/database';
import { AppError } from '#libs/errors';
import { Lifecycle } from '#libs/health';
import { type Lease, leaseTimesOf, Worker, type WorkRow } from '#libs/work';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import { NotifierControlClient } from '../ownership/notifier-control.client.js';
import type { ReplyContent } from '../turns/turn-row.js';
import { BuildMessagesRepository } from './build-messages.repository.js';
import { buildMessagesTable } from './build-messages-table.js';

interface MessageRow extends WorkRow {
  conversationId: string;
  kind: 'progress' | 'final';
  idempotencyKey: string;
  content: ReplyContent;
  ageMs: number;
  phoneNumberId: string;
  bsuid: string;
  waId: string;
  windowClosesAt: Date | null;
  /** Of its build; null where that is gone. */
  traceparent: string | null;
}

/** How far a build was this long ago interests nobody. */
const STALE_MS = 60_000;
/** Some hours of attempts while the notifier is away; then an operator sees it. */
const ATTEMPTS = 30;

/** Hands what is said about builds to the notifier, in the order of each conversation, as soon as somebody may speak there. */
@Injectable()
export class BuildMessagesWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly worker: Worker<MessageRow>;

  constructor(
    @Inject(Database) database: Database,
    @Inject(ORCHESTRATOR_CONFIG) config: OrchestratorConfig,
    @Inject(BuildMessagesRepository) private readonly messages: BuildMessagesRepository,
    @Inject(NotifierControlClient) private readonly notifier: Pick<NotifierControlClient, 'send'>,
    @Inject(Lifecycle) lifecycle: Lifecycle,
  ) {
    this.worker = new Worker<MessageRow>(database, {
      table: buildMessagesTable,
      work: (row, lease) => this.handOver(row, lease),
      maxInFlight: 100,
      maxAttempts: ATTEMPTS,
      times: leaseTimesOf(config),
    });
    lifecycle.whenDraining(() => void this.worker.stop());
  }

  onApplicationBootstrap(): void {
    this.worker.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker.stop();
  }

  wake(): void {
    this.worker.wake();
  }

  private async handOver(row: MessageRow, lease: Lease): Promise<void> {
    const { id, kind, idempotencyKey, conversationId, phoneNumberId, bsuid, waId, windowClosesAt, content } = row;
    if (kind === 'progress' && row.ageMs > STALE_MS) return expectOurs(await this.messages.drop(id, lease.epoch));
    await this.notifier.send({
      idempotencyKey,
      contact: Contact.create({ phoneNumberId, bsuid, waId }),
      conversationId,
      traceparent: row.traceparent ?? '',
      author: Author.AUTHOR_BOT,
      windowClosesAt: windowClosesAt ?? undefined,
      content,
    });
    expectOurs(await this.messages.end(id, lease.epoch));
  }
}

function expectOurs(isOurs: boolean): void {
  if (!isOurs) throw new AppError('LEASE_LOST');
}
