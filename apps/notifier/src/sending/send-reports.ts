import { Injectable, Logger } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge, Histogram } from 'prom-client';
import { observeTraced, traceIdOf } from '#libs/observability';
import type { Finding } from '../graph/classify-answer.js';
import { NO_TOKEN } from '../graph/token-book.js';
import { REFUSALS, SEND_DURATION, SENDS, STOPPED_LINES } from '../notifier.metrics.js';
import type { OutboxRow } from '../outbox/outbox-table.js';
import { alarming, type Outcome } from './plan-outcome.js';

/** What shows that nothing of a number gets through. */
export type StoppingFinding = Extract<Finding, { kind: 'rejected' | 'tokenless' }>;

const idsOf = ({ id, idempotencyKey, conversationId, traceparent, attempts }: OutboxRow) => ({
  id,
  turnId: idempotencyKey.split(':', 1)[0],
  conversationId,
  traceId: traceparent ? traceIdOf(traceparent) : undefined,
  attempt: attempts,
});

/** Says in metrics and logs how sending goes. */
@Injectable()
export class SendReports {
  private readonly logger = new Logger('sending');

  constructor(
    @InjectMetric(SENDS) private readonly sends: Counter<'type' | 'outcome'>,
    @InjectMetric(REFUSALS) private readonly refusals: Counter<'class'>,
    @InjectMetric(SEND_DURATION) private readonly duration: Histogram,
    @InjectMetric(STOPPED_LINES) private readonly stoppedLines: Gauge,
  ) {}

  ended(row: OutboxRow, { event }: Outcome): void {
    if (event !== 'deferred') this.sends.inc({ type: row.kind, outcome: event });
  }

  accepted(ageMs: number): void {
    observeTraced(this.duration, {}, ageMs / 1_000);
  }

  /** Everything but acceptance; someone is called where only a person can help. */
  failed(row: OutboxRow, finding: Exclude<Finding, { kind: 'accepted' }>): void {
    const fields = idsOf(row);
    if (finding.kind === 'rejected') {
      const { errorClass, error } = finding;
      this.refusals.inc({ class: errorClass });
      const level = alarming.has(errorClass) ? 'error' : 'warn';
      this.logger[level]({ message: 'whatsapp refused a message', ...fields, errorClass, code: error.code });
    } else if (finding.kind === 'tokenless') {
      this.refusals.inc({ class: 'credentials' });
      this.logger.error({ message: NO_TOKEN, ...fields, phoneNumberId: row.phoneNumberId });
    } else if (finding.kind === 'unknown') {
      this.logger.warn({ message: 'it is unknown whether a message was sent', ...fields, reason: finding.reason });
    } else {
      const level = finding.isTrusted ? 'warn' : 'error';
      this.logger[level]({ message: 'a message was not sent', ...fields, reason: finding.reason });
    }
  }

  stopped(phoneNumberId: string, finding: StoppingFinding): void {
    const why =
      finding.kind === 'tokenless'
        ? { errorClass: 'credentials', reason: NO_TOKEN }
        : { errorClass: finding.errorClass, code: finding.error.code };
    this.logger.error({ message: 'stopped a number, its messages wait', phoneNumberId, ...why });
  }

  linesAre(stopped: number): void {
    this.stoppedLines.set(stopped);
  }
}
