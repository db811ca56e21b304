import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '#libs/database';
import { Lifecycle } from '#libs/health';
import { leaseTimesOf, Worker } from '#libs/work';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import { conversationsTable } from './conversations-table.js';
import type { TurnRow } from './turn-row.js';
import { tryElsewhere } from './try-elsewhere.js';
import { TurnPipeline } from './turn-pipeline.js';

/** Claims conversations with waiting turns and sends each through the pipeline. */
@Injectable()
export class TurnWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly worker: Worker<TurnRow>;

  constructor(
    @Inject(Database) database: Database,
    @Inject(ORCHESTRATOR_CONFIG) config: OrchestratorConfig,
    @Inject(TurnPipeline) private readonly pipeline: TurnPipeline,
    @Inject(Lifecycle) lifecycle: Lifecycle,
  ) {
    const patience = { patienceMs: config.PATIENCE_MS, waitMs: config.TURN_WAIT_MS };
    this.worker = new Worker<TurnRow>(database, {
      table: conversationsTable,
      work: async (row, lease) => {
        const isMoreWaiting = await pipeline.run(row, lease).catch((error: unknown) => {
          throw tryElsewhere(error, row.tries);
        });
        if (isMoreWaiting) this.worker.wake();
      },
      giveUp: async (row, lease, error) => {
        if (await pipeline.setAside(row, lease, error)) this.worker.wake();
      },
      onRetry: (row, _lease, error) => pipeline.comfort(row, error, patience),
      maxInFlight: config.TURNS_IN_FLIGHT,
      maxAttempts: config.TURN_ATTEMPTS,
      drainMs: Math.max(0, config.DRAIN_TIMEOUT_MS - 3_000),
      times: leaseTimesOf(config),
    });
    lifecycle.whenDraining(() => void this.stop());
  }

  onApplicationBootstrap(): void {
    this.worker.start();
  }

  /** Something waits that this process has just stored. */
  wake(delayMs: number): void {
    this.worker.wake(delayMs);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stop();
    await this.pipeline.drain();
  }

  private stop(): Promise<void> {
    return this.worker.stop();
  }
}
