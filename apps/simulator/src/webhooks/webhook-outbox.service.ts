import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { KnobsService } from '../knobs/knobs.service.js';
import { ResetSignal } from '../knobs/reset-signal.service.js';
import { VirtualClock } from '../knobs/virtual-clock.service.js';
import { MAX_KEPT_BYTES, TrafficLog } from '../log/traffic-log.service.js';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.js';
import { HandshakeService } from './handshake.service.js';
import { signWebhook } from './sign-webhook.js';
import { type EndpointAnswer, WebhookEndpointClient } from './webhook-endpoint.client.js';

const MAX_QUEUED = 50_000;
const FIRST_PAUSE_MS = 100;
const LIFE_MS = 7 * 86_400_000;
const LONGEST_HOLD_MS = 500;

/** Called after every attempt with the HTTP status, null without an answer. */
export type OnAttempt = (status: number | null) => void;

interface WebhookPost {
  id: string;
  bytes: Buffer;
  signature: string;
  updates: number;
  attempts: number;
  postedAt: number;
  onAttempt?: OnAttempt;
}

/**
 * Delivers webhook POSTs as Meta does: several at once, in no promised order, and again with growing pauses until one
 * is answered with 200 or a week of virtual time is over. Every attempt carries the same bytes and signature.
 */
@Injectable()
export class WebhookOutbox implements OnModuleDestroy {
  private readonly logger = new Logger(WebhookOutbox.name);
  private readonly secret: string;
  private ready: WebhookPost[] = [];
  private inFlight = 0;
  private waiting = 0;
  private dropped = 0;
  private isClosed = false;
  /** Rises with every reset, so that what waits from before is not queued again. */
  private generation = 0;

  constructor(
    @Inject(SIMULATOR_CONFIG) config: SimulatorConfig,
    private readonly endpoint: WebhookEndpointClient,
    private readonly handshake: HandshakeService,
    private readonly knobs: KnobsService,
    private readonly clock: VirtualClock,
    private readonly log: TrafficLog,
    reset: ResetSignal,
  ) {
    reset.subscribe(() => this.clear());
    this.secret = config.WHATSAPP_APP_SECRET[0]!;
  }

  /** @returns the id under which the attempts stand in the log */
  post(bytes: Buffer, updates: number, onAttempt?: OnAttempt): string {
    const signature = signWebhook(this.secret, bytes);
    const post = { id: randomUUID(), bytes, signature, updates, attempts: 0, postedAt: this.clock.now(), onAttempt };
    const { duplicateRate, reorderRate } = this.knobs.current;
    this.queueIn(post, this.knobs.happens(reorderRate) ? this.knobs.drawMs(1, LONGEST_HOLD_MS) : 0);
    if (this.knobs.happens(duplicateRate)) this.queueIn({ ...post, id: `${post.id}-copy`, onAttempt: undefined }, 0);
    return post.id;
  }

  counts() {
    const { inFlight, waiting, dropped } = this;
    return { ready: this.ready.length, inFlight, waiting, dropped };
  }

  private clear(): void {
    this.ready = [];
    this.waiting = 0;
    this.generation += 1;
  }

  onModuleDestroy(): void {
    this.isClosed = true;
  }

  private queueIn(post: WebhookPost, delayMs: number): void {
    if (this.ready.length + this.waiting >= MAX_QUEUED) return this.drop();
    if (delayMs === 0) return this.queue(post);
    const { generation } = this;
    this.waiting += 1;
    this.clock.after(delayMs, () => {
      if (generation !== this.generation) return;
      this.waiting -= 1;
      this.queue(post);
    });
  }

  private queue(post: WebhookPost): void {
    this.ready.push(post);
    this.pump();
  }

  private pump(): void {
    while (!this.isClosed && this.ready.length > 0 && this.inFlight < this.knobs.current.webhookConcurrency) {
      void this.deliver(this.ready.shift()!);
    }
  }

  private async deliver(post: WebhookPost): Promise<void> {
    const { generation } = this;
    this.inFlight += 1;
    post.attempts += 1;
    const at = this.clock.now();
    const startedAt = performance.now();
    const answer = await this.endpoint.post(post.bytes, post.signature);
    this.inFlight -= 1;
    if (this.isClosed) return;
    this.record(post, at, performance.now() - startedAt, answer);
    post.onAttempt?.(answer.status);
    if (answer.status !== 200 && generation === this.generation) this.retry(post);
    this.pump();
  }

  private record(post: WebhookPost, at: number, durationMs: number, { status, error }: EndpointAnswer): void {
    const { id: postId, attempts: attempt, updates, bytes } = post;
    this.log.webhooks.add({
      at,
      postId,
      attempt,
      status,
      error,
      durationMs: Math.round(durationMs * 10) / 10,
      updates,
      ...(bytes.length <= MAX_KEPT_BYTES && { bytes }),
    });
    if (status === 200) this.handshake.note(true);
    else if (status === null) this.handshake.note(false);
  }

  private retry(post: WebhookPost): void {
    if (this.clock.now() - post.postedAt > LIFE_MS) return this.drop();
    const pauseMs = Math.min(this.knobs.current.redeliveryMaxMs, FIRST_PAUSE_MS * 2 ** Math.min(post.attempts - 1, 20));
    this.queueIn(post, pauseMs);
  }

  private drop(): void {
    this.dropped += 1;
    if (this.dropped === 1)
      this.logger.warn({ message: 'a webhook was given up, the queue is full or it is a week old' });
  }
}
