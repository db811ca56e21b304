import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AgentService } from '#libs/contracts';
import { Database } from '#libs/database';
import { AppError } from '#libs/errors';
import { GrpcClient } from '#libs/grpc';
import { Lifecycle } from '#libs/health';
import { type Lease, leaseTimesOf, Worker, type WorkRow } from '#libs/work';
import { SessionPatcher } from '../conversations/state/session-patcher.js';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import { NotifierControlClient } from '../ownership/notifier-control.client.js';
import { eraseConversation } from './erase-conversation.js';
import { erasuresTable } from './erasures-table.js';
import { ErasuresRepository } from './erasures.repository.js';

interface ErasureRow extends WorkRow {
  phoneNumberId: string;
  requestedBy: string;
}

/** Some hours of attempts while a service is away; then an operator sees it, and asking again tries again. */
const ATTEMPTS = 50;

/** Erases people everywhere, step by step. Each step may be repeated: a crash in the middle costs a repetition. */
@Injectable()
export class ErasureWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ErasureWorker.name);
  private readonly worker: Worker<ErasureRow>;
  private readonly agents: GrpcClient<typeof AgentService>;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ORCHESTRATOR_CONFIG) config: OrchestratorConfig,
    @Inject(ErasuresRepository) private readonly erasures: ErasuresRepository,
    @Inject(NotifierControlClient) private readonly notifier: NotifierControlClient,
    @Inject(SessionPatcher) private readonly sessions: SessionPatcher,
    @Inject(Lifecycle) lifecycle: Lifecycle,
  ) {
    this.agents = new GrpcClient(AgentService, config.AGENTS_URL, { eraseContact: 'orchestrator.agents.erase' });
    this.worker = new Worker<ErasureRow>(database, {
      table: erasuresTable,
      work: (row, lease) => this.erase(row, lease),
      maxInFlight: 2,
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
    await this.agents.close();
  }

  wake(delayMs = 0): void {
    this.worker.wake(delayMs);
  }

  /** Our own tables first: from then on nothing new is said. What turns under way had handed over is erased after it. */
  private async erase({ id, phoneNumberId, requestedBy }: ErasureRow, lease: Lease): Promise<void> {
    const { ids } = await this.database.transaction((client) => eraseConversation(client, id, requestedBy));
    let elsewhere = 0;
    for (const one of ids) {
      elsewhere += await this.notifier.erase(one);
      elsewhere += (await this.agents.call('eraseContact', { phoneNumberId, contactId: one })).erased;
      await this.sessions.forget({ phoneNumberId, id: one });
    }
    if (!(await this.erasures.end(id, lease.epoch, elsewhere))) throw new AppError('LEASE_LOST');
    this.logger.log({ message: 'a person was erased', conversationId: id, attempt: lease.attempt });
  }
}
