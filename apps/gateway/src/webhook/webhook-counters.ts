import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import { observeTraced } from '#libs/observability';
import { REFUSALS, WEBHOOK_DURATION, WEBHOOKS } from '../gateway.metrics.js';

/** Counts the answers to posts. */
@Injectable()
export class WebhookCounters {
  constructor(
    @InjectMetric(WEBHOOKS) private readonly webhooks: Counter<'status'>,
    @InjectMetric(REFUSALS) private readonly refusals: Counter<'cause'>,
    @InjectMetric(WEBHOOK_DURATION) private readonly duration: Histogram,
  ) {}

  /** A post that was refused before its body was read. */
  countRefusal(status: number): void {
    if (status === 401) this.refusals.inc({ cause: 'header' });
    this.webhooks.inc({ status });
  }

  countMismatch(): void {
    this.refusals.inc({ cause: 'mismatch' });
    this.webhooks.inc({ status: 401 });
  }

  countAnswer(status: 200 | 503, startedAtMs: number): void {
    this.webhooks.inc({ status });
    observeTraced(this.duration, {}, (performance.now() - startedAtMs) / 1_000);
  }
}
