import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import { Lifecycle } from '#libs/health';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';
import { RESENDS } from '../notifier.metrics.js';
import { judgeUnknown, type ReconciliationTimes } from '../protocol/judge-unknown.js';
import { WINDOW_MS } from '../protocol/window.js';
import { SendWorker } from '../sending/send.worker.js';
import { StatusesRepository } from '../statuses/statuses.repository.js';
import { EvidenceRepository, type Resolution } from './evidence.repository.js';

const MAX_BACKLOG_MS = 1_000;
const verdictEvents = { resend: 'resent', park: 'parked' } as const;

/**
 * Resolves sends of which it is unknown whether they arrived: sent once more when every sign says that they did not, parked
 * when nothing can be said. Every replica does this; the writes are guarded.
 */
@Injectable()
export class ReconcilerWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ReconcilerWorker.name);
  private readonly times: ReconciliationTimes;
  private timer?: NodeJS.Timeout;
  private isStopping = false;
  private turn = Promise.resolve();

  constructor(
    @Inject(EvidenceRepository) private readonly evidence: EvidenceRepository,
    @Inject(StatusesRepository) private readonly statuses: StatusesRepository,
    @Inject(SendWorker) private readonly sends: SendWorker,
    @Inject(NOTIFIER_CONFIG) private readonly config: NotifierConfig,
    @Inject(Lifecycle) lifecycle: Lifecycle,
    @InjectMetric(RESENDS) private readonly resends: Counter,
  ) {
    this.times = {
      quietMs: config.QUIET_PERIOD_MS,
      holMaxMs: config.HOL_MAX_MS,
      unknownMaxMs: config.UNKNOWN_MAX_MS,
      beatGapMs: config.BEAT_GAP_MS,
      maxBacklogMs: MAX_BACKLOG_MS,
      windowMs: WINDOW_MS,
    };
    lifecycle.whenDraining(() => this.stop());
  }

  onApplicationBootstrap(): void {
    this.plan();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stop();
    await this.turn;
  }

  /** One look at everything that is unknown. */
  async reconcile(): Promise<void> {
    if (await this.statuses.matchOrphans()) this.sends.wake();
    await this.evidence.restBlocked();
    const candidates = await this.evidence.findCandidates();
    if (candidates.length === 0) return;
    const intake = await this.evidence.readIntake(candidates, this.statuses.backlogMs);
    const resolutions = candidates.flatMap((candidate): Resolution[] => {
      const verdict = judgeUnknown(candidate, intake, this.times);
      return verdict === 'wait' ? [] : [{ id: candidate.id, epoch: candidate.epoch, event: verdictEvents[verdict] }];
    });
    if (resolutions.length === 0) return;
    const resolved = await this.evidence.resolve(resolutions);
    const resent = resolved.filter(({ state }) => state === 'pending').length;
    const parked = resolved.length - resent;
    this.resends.inc(resent);
    if (resent > 0) this.logger.warn({ message: 'sending again what has not arrived', messages: resent });
    if (parked > 0)
      this.logger.error({ message: 'parked messages that may or may not have arrived', messages: parked });
    if (resent > 0 || resolved.some(({ hasNext }) => hasNext)) this.sends.wake();
  }

  private plan(): void {
    if (this.isStopping) return;
    this.timer = setTimeout(() => {
      this.turn = this.reconcile()
        .catch((error: unknown) => this.logger.warn({ message: 'could not reconcile', err: error }))
        .then(() => this.plan());
    }, this.config.RECONCILE_INTERVAL_MS).unref();
  }

  private stop(): void {
    this.isStopping = true;
    clearTimeout(this.timer);
  }
}
