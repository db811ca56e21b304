import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge, Histogram } from 'prom-client';
import { InboundMessage } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { crashPoint } from '#libs/faults';
import { inSpan, observeTraced, traceIdOf, tracesOf } from '#libs/observability';
import type { Lease } from '#libs/work';
import { ESCALATIONS, type Escalations } from '../answering/escalations.js';
import { Summariser } from '../context/summariser.service.js';
import { SessionController } from '../conversations/state/session-controller.js';
import { ACTIVE_ORCHESTRATORS, TURN_DURATION, TURNS } from '../orchestrator.metrics.js';
import { saying } from '../ownership/ownership-text.js';
import { OwnershipGate } from '../ownership/ownership-gate.js';
import { NotifierClient } from '../sending/notifier.client.js';
import { AnswerStage, type StoredAnswer } from './answer-stage.js';
import { apologise } from './apologise.js';
import { isTakenOver } from './is-taken-over.js';
import { type Patience, sayingOf } from './saying-of.js';
import type { ReplyContent, TurnRow } from './turn-row.js';
import { TurnsRepository } from './turns.repository.js';

/**
 * The life of a turn: understand, answer, store, hand over, end. Each stage begins with the record of the one before, so
 * whoever takes a turn up goes on at the first stage that has no result.
 */
@Injectable()
export class TurnPipeline {
  private readonly logger = new Logger(TurnPipeline.name);

  constructor(
    @Inject(AnswerStage) private readonly answers: AnswerStage,
    @Inject(OwnershipGate) private readonly gate: OwnershipGate,
    @Inject(SessionController) private readonly sessions: SessionController,
    @Inject(TurnsRepository) private readonly turns: TurnsRepository,
    @Inject(NotifierClient) private readonly notifier: NotifierClient,
    @Inject(Summariser) private readonly summariser: Summariser,
    @InjectMetric(TURNS) private readonly counted: Counter<'type' | 'status'>,
    @InjectMetric(TURN_DURATION) private readonly duration: Histogram<'type'>,
    @InjectMetric(ACTIVE_ORCHESTRATORS) private readonly active: Gauge,
    @Optional() @Inject(ESCALATIONS) private readonly escalations?: Escalations,
  ) {}

  /** True when more messages wait in this conversation. @throws AppError LEASE_LOST, or why the turn must be tried again */
  async run(row: TurnRow, lease: Lease): Promise<boolean> {
    crashPoint('or.after_claim');
    if (row.toSeq === null) throw new AppError('OVERLOADED', { message: 'claimed before its messages were visible' });
    const messages = row.messages.map((message) => InboundMessage.fromJSON(message));
    const [first, ...others] = messages;
    const attributes = { 'parley.turn': row.turnId, 'parley.attempt': lease.attempt };
    const options = { kind: SpanKind.CONSUMER, links: tracesOf(others), attributes };
    return inSpan('turn', first!.traceparent, options, (traceparent) => {
      first!.traceparent = traceparent; // what follows is a part of the turn
      return this.work(row, lease, messages);
    });
  }

  private async work(row: TurnRow, lease: Lease, messages: InboundMessage[]): Promise<boolean> {
    const startedAt = performance.now();
    this.active.inc();
    try {
      const stored = await this.answer(row, lease, messages);
      if (stored) await this.handOver(row, lease, stored, messages[0]!.traceparent);
      const { isMoreWaiting, status } = await this.end(row, lease, stored);
      const type = messages.at(-1)?.content?.$case ?? 'unsupported';
      this.counted.inc({ type, status });
      observeTraced(this.duration, { type }, (performance.now() - startedAt) / 1000);
      this.logger.debug({
        message: 'turn done',
        turnId: row.turnId,
        conversationId: row.id,
        attempt: lease.attempt,
        traceId: traceIdOf(messages[0]!.traceparent),
      });
      return isMoreWaiting;
    } finally {
      this.active.dec();
    }
  }

  /** Ends a turn that no attempt will help. The person is told once, whatever was tried before. */
  async setAside(row: TurnRow, lease: Lease, error: AppError): Promise<boolean> {
    await apologise(this.notifier, row, 'trouble');
    if (await this.escalations?.afterFailure(row)) await this.sayOnce(row, saying('failing', row.language), 'failing');
    const isMoreWaiting = await this.turns.end({ row, lease, stage: 'set_aside', isFailed: true, error: error.reason });
    this.counted.inc({ type: 'any', status: 'set_aside' });
    this.logger.error({ message: 'turn set aside', turnId: row.turnId, conversationId: row.id, reason: error.reason });
    return isMoreWaiting;
  }

  /**
   * After a failed attempt: tells a person what `sayingOf` finds worth a sentence. What cannot be said costs the turn nothing: it is
   * tried again all the same.
   */
  async comfort(row: TurnRow, error: AppError, patience: Patience): Promise<void> {
    const saying = sayingOf(error, row.ageMs, patience);
    if (!saying) return;
    await apologise(this.notifier, row, saying).catch((thrown: unknown) =>
      this.logger.warn({
        message: 'could not tell a person that the answer takes longer',
        turnId: row.turnId,
        err: thrown,
      }),
    );
  }

  async drain(): Promise<void> {
    await Promise.all([this.turns.drain(), this.sessions.drain()]);
  }

  /** What is stored for this turn, now or by an earlier attempt; undefined where the bot has to be silent. */
  private async answer(row: TurnRow, lease: Lease, messages: InboundMessage[]): Promise<StoredAnswer | undefined> {
    const isSilent = this.gate.decide(row, messages) === 'silent';
    if (row.answer && !(isSilent && isTakenOver(row)))
      return { contents: row.answer, escalation: row.escalation, isFailed: false };
    if (isSilent) return undefined;
    if (messages.length > 1) this.notifier.markRead(messages.at(-1)!);
    return this.answers.answer(row, lease, messages);
  }

  private async handOver(row: TurnRow, lease: Lease, stored: StoredAnswer, traceparent: string): Promise<void> {
    const { contents, escalation, change } = stored;
    crashPoint('or.after_answer_commit');
    if (escalation) await this.escalations?.request(row, escalation);
    await this.notifier.send(row, contents, traceparent);
    crashPoint('or.after_send');
    if (!change) return;
    await this.sessions.commit(row, lease.epoch, change.opened, change.turn);
    this.summariser.consider(row, change.opened.session);
  }

  private async end(row: TurnRow, lease: Lease, stored: StoredAnswer | undefined) {
    const stage = stored ? 'done' : 'silenced';
    const isMoreWaiting = await this.turns.end({ row, lease, stage, isFailed: stored?.isFailed ?? false, error: '' });
    crashPoint('or.after_done');
    return { isMoreWaiting, status: stored ? 'answered' : 'silenced' };
  }

  /** The key makes it the same message however often it is said. */
  private async sayOnce(row: TurnRow, content: ReplyContent, key: string): Promise<void> {
    if (!isTakenOver(row) && !row.isOptedOut) await this.notifier.send(row, [content], '', key);
  }
}
