import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown, Optional } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { Database, type Statement } from '#libs/database';
import { AppError } from '#libs/errors';
import { Lifecycle } from '#libs/health';
import { type Lease, leaseTimesOf, Worker, type WorkRow, type WorkTable } from '#libs/work';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import { BuildEvents } from './build-events.js';
import { BuildRevisions, waitingOf } from './build-revisions.js';
import { activeOf, buildColumns, type StoredBuild } from './builds.repository.js';
import { BUILD_TELLER, type BuildNotice, type BuildTeller } from './build-teller.js';

interface NoticeRow extends WorkRow, Omit<BuildNotice, 'build'> {
  build: Omit<StoredBuild, 'createdAt'> & { createdAt: string };
}

/** What people are to be told of their builds. Each telling carries its id, so one that is repeated is sent once. */
const noticesTable: WorkTable = {
  name: 'build_notices',
  states: { ready: 'due', held: 'claimed', setAside: 'set_aside', lapsed: 'due' },
  priority: 'work.due_at',
  channel: 'build_notices_due',
  claimTail: `
    SELECT claimed.id, claimed.epoch, claimed.attempts, claimed.revision, claimed.build_state AS state, claimed.reason,
           claimed.by, build.content AS build
      FROM claimed JOIN LATERAL (
        SELECT to_json(one) AS content FROM (SELECT ${buildColumns} FROM builds b WHERE b.id = claimed.build_id) AS one) AS build ON true`,
};

/** Has people told what their builds have come to, at least once, by whichever replica comes first. */
@Injectable()
export class BuildNotices implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly worker: Worker<NoticeRow>;
  private readonly ends = new Batcher<Lease, boolean>((leases) => this.writeEnds(leases), { gapMs: 20 });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ORCHESTRATOR_CONFIG) config: OrchestratorConfig,
    @Inject(BuildEvents) private readonly events: BuildEvents,
    @Inject(BuildRevisions) private readonly revisions: BuildRevisions,
    @Inject(Lifecycle) lifecycle: Lifecycle,
    @Optional() @Inject(BUILD_TELLER) private readonly teller?: BuildTeller,
  ) {
    this.worker = new Worker<NoticeRow>(database, {
      table: noticesTable,
      work: (row, lease) => this.tell(row, lease),
      maxInFlight: 200,
      maxAttempts: 20,
      claimGapMs: 20,
      times: leaseTimesOf(config),
    });
    lifecycle.whenDraining(() => void this.worker.stop());
  }

  onApplicationBootstrap(): void {
    this.events.changes.subscribe((change) => {
      if (change.type === 'build' && change.state !== 'running') this.worker.wake();
    });
    this.worker.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker.stop();
    await this.ends.drain();
  }

  /** Changes that have waited for this end begin with it: nobody is told of a version that is on its way out. */
  private async tell({ id, build, state, revision, reason, by }: NoticeRow, lease: Lease): Promise<void> {
    const hasEnded = state === 'done' || state === 'failed';
    const goesOn = hasEnded && waitingOf(build.changes).length > 0 && (await this.revisions.applyWaiting(build.id));
    if (!goesOn)
      await this.teller?.tell({
        id,
        state,
        revision,
        reason,
        by,
        build: {
          ...build,
          contactId: build.conversationId,
          createdAt: new Date(build.createdAt),
          changes: activeOf(build.changes),
        },
      });
    if (!(await this.ends.load(lease))) throw new AppError('LEASE_LOST');
  }

  private async writeEnds(leases: readonly Lease[]): Promise<boolean[]> {
    const rows = await this.database.query<{ id: string }>(TOLD, [
      leases.map(({ id }) => id),
      leases.map(({ epoch }) => epoch),
    ]);
    const ours = new Set(rows.map(({ id }) => id));
    return leases.map(({ id }) => ours.has(id));
  }
}

const TOLD: Statement = {
  name: 'build-notices-told',
  text: `
    WITH ours AS MATERIALIZED (
      SELECT n.id FROM build_notices n JOIN unnest($1::uuid[], $2::bigint[]) AS item (id, epoch) ON item.id = n.id
       WHERE n.epoch = item.epoch AND n.state = 'claimed' ORDER BY n.id FOR UPDATE OF n)
    DELETE FROM build_notices n USING ours WHERE n.id = ours.id RETURNING n.id`,
};
