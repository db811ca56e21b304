import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import { Disposition, type InboundMessage } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { observeTraced } from '#libs/observability';
import { MESSAGE_DURATION, MESSAGES, STATUSES } from '../gateway.metrics.js';
import type { HandOver } from '../parsing/parsed-webhook.js';
import { knownTypes } from '../parsing/to-content.js';
import type { Answer } from './call-for-groups.js';
import type { Acceptance } from './orchestrator.client.js';

/** Counts what became of messages and statuses. */
@Injectable()
export class IntakeCounters {
  constructor(
    @InjectMetric(MESSAGES) private readonly messages: Counter<'type' | 'status'>,
    @InjectMetric(MESSAGE_DURATION) private readonly duration: Histogram<'type'>,
    @InjectMetric(STATUSES) private readonly statuses: Counter<'status'>,
  ) {}

  countMessage({ value, type }: HandOver<InboundMessage>, answer: Answer<Acceptance>, startedAtMs: number): void {
    const known = knownTypes.has(type) ? type : 'unknown'; // the sender's word is no label
    this.messages.inc({ type: known, status: fateOf(value, answer) });
    observeTraced(this.duration, { type: known }, (performance.now() - startedAtMs) / 1_000);
  }

  countStatuses(recorded: number, quarantined: number): void {
    if (recorded > 0) this.statuses.inc({ status: 'recorded' }, recorded);
    if (quarantined > 0) this.statuses.inc({ status: 'quarantined' }, quarantined);
  }
}

function fateOf({ disposition }: InboundMessage, answer: Answer<Acceptance>): string {
  if (answer instanceof AppError) return 'quarantined';
  if (answer === 'duplicate') return 'duplicate';
  if (disposition === Disposition.DISPOSITION_LIMITED) return 'limited';
  return disposition === Disposition.DISPOSITION_BLOCKED ? 'blocked' : 'accepted';
}
