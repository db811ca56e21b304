import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { repeat } from '#libs/work';
import { type BuildChange, BuildEvents } from '../builds/build-events.js';
import { BuildMessagesRepository, PROGRESS_GAP_MS } from './build-messages.repository.js';
import { BuildMessagesWorker } from './build-messages.worker.js';
import { PastDurations } from './past-durations.service.js';
import { progressReport } from './progress-report.js';
import { StandingsRepository } from './standings.repository.js';

const LOOK_MS = 1_000;
/** Builds that one look tells of; the others wait for the next one. */
const MOST = 50;

/**
 * Tells people how far their builds are. A phase that this process has ended or begun makes its build one to be told of, 25 s
 * later at the earliest: a build that takes less costs nothing, and of several phases in that time only the last standing is
 * told. Lost with the process: progress is news, not a record, and the next phase brings the next.
 */
@Injectable()
export class ProgressWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ProgressWatch.name);
  /** When each build is to be told of, in the order of those moments. */
  private readonly dueAt = new Map<string, number>();
  private subscription?: Subscription;
  private endLooks?: () => void;

  constructor(
    @Inject(BuildEvents) private readonly events: BuildEvents,
    @Inject(StandingsRepository) private readonly standings: StandingsRepository,
    @Inject(PastDurations) private readonly durations: PastDurations,
    @Inject(BuildMessagesRepository) private readonly messages: BuildMessagesRepository,
    @Inject(BuildMessagesWorker) private readonly worker: Pick<BuildMessagesWorker, 'wake'>,
  ) {}

  onApplicationBootstrap(): void {
    this.subscription = this.events.changes.subscribe((change) => this.note(change, performance.now()));
    const onError = (error: unknown) => this.logger.warn({ message: 'could not tell how builds go on', err: error });
    this.endLooks = repeat(LOOK_MS, () => this.look(performance.now()), { onError });
  }

  onApplicationShutdown(): void {
    this.subscription?.unsubscribe();
    this.endLooks?.();
  }

  note(change: BuildChange, now: number): void {
    const { buildId } = change;
    if (change.type === 'build' && change.state !== 'running') this.dueAt.delete(buildId);
    else if (change.type === 'phase' && !this.dueAt.has(buildId)) this.dueAt.set(buildId, now + PROGRESS_GAP_MS);
  }

  async look(now: number): Promise<void> {
    const due: string[] = [];
    for (const [buildId, at] of this.dueAt) {
      if (at > now || due.length >= MOST) break;
      due.push(buildId);
      this.dueAt.delete(buildId);
    }
    await Promise.all(due.map((buildId) => this.tell(buildId)));
  }

  private async tell(buildId: string): Promise<void> {
    const build = await this.standings.find(buildId);
    if (build?.state !== 'running') return;
    const report = progressReport(build, await this.durations.of(build.workflow), Date.now());
    if (!report) return;
    const content = { $case: 'text' as const, value: { body: report.body, previewUrl: false } };
    const message = { conversationId: build.conversationId, buildId, content };
    if (await this.messages.storeProgress(message, report.standing)) this.worker.wake();
  }
}
