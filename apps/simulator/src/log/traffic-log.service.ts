import { Inject, Injectable } from '@nestjs/common';
import type { EffectName } from '../knobs/fault.schema.js';
import { ResetSignal } from '../knobs/reset-signal.service.js';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.js';
import { RingBuffer } from './ring-buffer.js';

/** One call to the messages endpoint: a send, or a read mark. */
export interface CallEntry {
  at: number;
  /** Whether it took effect, whatever the caller was told. */
  accepted: boolean;
  /** HTTP status of the answer; null if the caller got none. */
  status: number | null;
  /** Graph error code of the answer. */
  code?: number;
  effect?: EffectName;
  wamid?: string;
  body: Record<string, unknown>;
}

/** One attempt to deliver one webhook POST. */
export interface WebhookEntry {
  at: number;
  postId: string;
  attempt: number;
  /** HTTP status; null if there was no answer. */
  status: number | null;
  error?: string;
  durationMs: number;
  updates: number;
  /** What was sent, unless it was too large to be kept. */
  bytes?: Buffer;
}

/** Larger webhooks are logged without their bytes: under load they would fill the memory. */
export const MAX_KEPT_BYTES = 16 * 1_024;

/** What went over the wire, for assertions: the newest entries of each kind, and totals that never shrink. */
@Injectable()
export class TrafficLog {
  readonly sends: RingBuffer<CallEntry>;
  readonly reads: RingBuffer<CallEntry>;
  readonly webhooks: RingBuffer<WebhookEntry>;

  constructor(@Inject(SIMULATOR_CONFIG) { SIMULATOR_LOG_SIZE }: SimulatorConfig, reset: ResetSignal) {
    reset.subscribe(() => this.clear());
    this.sends = new RingBuffer(SIMULATOR_LOG_SIZE);
    this.reads = new RingBuffer(SIMULATOR_LOG_SIZE);
    this.webhooks = new RingBuffer(SIMULATOR_LOG_SIZE);
  }

  clear(): void {
    this.sends.clear();
    this.reads.clear();
    this.webhooks.clear();
  }
}
