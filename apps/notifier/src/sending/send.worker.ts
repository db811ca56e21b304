import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import { Database } from '#libs/database';
import { toAppError } from '#libs/errors';
import { crashPoint } from '#libs/faults';
import { Lifecycle } from '#libs/health';
import { annotate, inSpan } from '#libs/observability';
import { once } from '#libs/resilience';
import { type Claimant, type Lease, leaseTimesOf, Worker } from '#libs/work';
import { GraphClient } from '../graph/graph.client.js';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';
import { type OutboxRow, outboxTable } from '../outbox/outbox-table.js';
import { Reengagement } from '../window/reengagement.js';
import { OutcomesRepository } from './outcomes.repository.js';
import { SendReports } from './send-reports.js';
import { Sender } from './sender.js';

/** Claims messages that are due, has them sent and writes down how that ended. */
@Injectable()
export class SendWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(SendWorker.name);
  private readonly worker: Worker<OutboxRow>;

  constructor(
    @Inject(Database) database: Database,
    @Inject(NOTIFIER_CONFIG) private readonly config: NotifierConfig,
    @Inject(Sender) private readonly sender: Sender,
    @Inject(OutcomesRepository) private readonly outcomes: OutcomesRepository,
    @Inject(SendReports) private readonly reports: SendReports,
    @Inject(GraphClient) private readonly graph: GraphClient,
    @Inject(Reengagement) private readonly reengagement: Reengagement,
    @Inject(Lifecycle) lifecycle: Lifecycle,
  ) {
    this.worker = new Worker<OutboxRow>(database, {
      table: outboxTable,
      work: (row, lease) => this.send(row, lease).catch((error: unknown) => this.leaveToLease(row, error)),
      maxInFlight: config.SENDS_IN_FLIGHT,
      claimGapMs: 8,
      maxAttempts: Number.MAX_SAFE_INTEGER, // a message ends by its age and by what the API says, never by a count
      drainMs: config.SEND_TIMEOUT_MS + 1_000,
      times: leaseTimesOf(config),
    });
    lifecycle.whenDraining(() => void this.stop());
  }

  onApplicationBootstrap(): void {
    this.worker.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stop();
    await this.graph.close();
  }

  /** Something may be due that this process has just stored or freed. */
  wake(delayMs = 0): void {
    crashPoint('no.before_claim');
    this.worker.wake(delayMs);
  }

  /** As Worker's: what is stored leaves without being looked for. */
  claimWhileStoring(count: number, store: (claimant?: Claimant) => Promise<OutboxRow[]>): Promise<void> {
    return this.worker.claimWhileStoring(count, store);
  }

  private readonly stop = once(async () => {
    await this.worker.stop();
    await this.outcomes.drain();
  });

  /**
   * The worker repeats work that throws, and a send must not be repeated: whatever was not foreseen leaves the row as it is,
   * its lease lapses, and it becomes unknown.
   */
  private leaveToLease(row: OutboxRow, thrown: unknown): void {
    const error = toAppError(thrown);
    if (error.reason === 'LEASE_LOST') throw error;
    this.logger.error({ message: 'could not bring a send to its end', id: row.id, reason: error.reason, err: error });
  }

  private async send(row: OutboxRow, lease: Lease): Promise<void> {
    crashPoint('no.after_claim');
    const attributes = { 'parley.attempt': row.attempts, 'messaging.system': 'whatsapp', 'parley.kind': row.kind };
    const options = { kind: SpanKind.PRODUCER, attributes };
    const outcome = await inSpan('send message', row.traceparent ?? '', options, async () => {
      const planned = await this.sender.send(row, lease);
      annotate({ 'parley.outcome': planned.event });
      return planned;
    });
    const { state, hasNext } = await this.outcomes.write(lease, outcome);
    crashPoint('no.after_commit');
    this.reports.ended(row, outcome);
    if (state === 'parked' && outcome.event === 'withheld' && (await this.reengagement.invite([row.id]))) this.wake();
    if (state === 'pending') this.wake(Math.ceil(outcome.delayMs));
    else if (hasNext) this.wake(this.config.WAIT_FOR_DELIVERED_MS);
  }
}
