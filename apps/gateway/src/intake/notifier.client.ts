import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { type DeliveryStatus, NotifierService, type StatusOutcome } from '#libs/contracts';
import { AppError, isReason, toAppError } from '#libs/errors';
import { GrpcClient } from '#libs/grpc';
import { tracesOf } from '#libs/observability';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';
import { type Answer, callForGroups } from './call-for-groups.js';
import { IntakeBeats } from './intake-beats.js';

/** Longest silence between two beats: the notifier takes 30 s without one for a gap. */
const BEAT_EVERY_MS = 8_000;
/** Shortest time between two: each is a row. A refusal is told at once. */
const BEAT_GAP_MS = 1_000;

/** Hands over statuses; the beat of this gateway goes with them, and quiet times have beats of their own. */
@Injectable()
export class NotifierClient implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(NotifierClient.name);
  private readonly grpc: GrpcClient<typeof NotifierService>;
  private readonly batcher = new Batcher<DeliveryStatus[], Answer<'recorded'>[]>((groups) =>
    callForGroups(groups, (statuses) => this.recordAll(statuses)),
  );
  private timer?: NodeJS.Timeout;
  private beatAtMs = -Infinity;

  constructor(
    @Inject(GATEWAY_CONFIG) config: GatewayConfig,
    @Inject(IntakeBeats) private readonly beats: IntakeBeats,
  ) {
    const edges = { recordStatuses: 'gateway.notifier.recordStatuses' } as const;
    this.grpc = new GrpcClient(NotifierService, config.NOTIFIER_URL, edges);
  }

  /** Shares calls with other webhooks of the moment; answers after the commit, in the order of the statuses. */
  record(statuses: DeliveryStatus[]): Promise<Answer<'recorded'>[]> {
    return this.batcher.load(statuses);
  }

  private async recordAll(statuses: DeliveryStatus[]): Promise<Answer<'recorded'>[]> {
    const beat = this.isBeatDue(BEAT_GAP_MS) ? this.beats.take() : undefined;
    if (beat) this.beatAtMs = performance.now();
    try {
      const { outcomes } = await this.grpc.call('recordStatuses', { statuses, beat }, { traces: tracesOf(statuses) });
      return outcomes.map(toAnswer);
    } catch (error) {
      if (beat) {
        this.beats.giveBack(beat);
        this.beatAtMs = -Infinity;
      }
      throw error;
    }
  }

  private isBeatDue(gapMs: number): boolean {
    return this.beats.hasRefused || performance.now() - this.beatAtMs >= gapMs;
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.beatIfDue(), BEAT_GAP_MS).unref();
    void this.beatIfDue();
  }

  private async beatIfDue(): Promise<void> {
    if (!this.isBeatDue(BEAT_EVERY_MS)) return;
    await this.recordAll([]).catch((error: unknown) =>
      this.logger.debug({ message: 'a beat did not arrive', reason: toAppError(error).reason }),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.batcher.drain();
    this.beatAtMs = -Infinity;
    await this.beatIfDue();
    await this.grpc.close();
  }
}

const toAnswer = ({ reason }: StatusOutcome): Answer<'recorded'> =>
  reason === '' ? 'recorded' : new AppError(isReason(reason) ? reason : 'INTERNAL');
