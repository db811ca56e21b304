import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge, Histogram } from 'prom-client';
import { InboundMessage, type Verdict } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { crashPoint } from '#libs/faults';
import { traceIdOf } from '#libs/observability';
import type { Lease } from '#libs/work';
import { Answerer } from '../answering/answerer.js';
import { fixedText } from '../answering/fixed-text.js';
import { ACTIVE_ORCHESTRATORS, TURN_DURATION, TURNS } from '../orchestrator.metrics.js';
import { NotifierClient } from '../sending/notifier.client.js';
import { ClassifierClient } from '../understanding/classifier.client.js';
import { combineMessages } from '../building/combine-messages.js';
import type { ReplyContent, TurnRow } from './turn-row.js';
import { TurnsRepository } from './turns.repository.js';

/** Errors after which the person should hear that the answer takes longer. */
const isFelt = ({ reason }: AppError): boolean =>
  reason !== 'CANCELLED' && reason !== 'OVERLOADED' && reason !== 'AGENT_BUSY';

/**
 * The life of a turn: understand, answer, store, hand over, end. Each stage begins with the record of the one before, so
 * whoever takes a turn up goes on at the first stage that has no result.
 */
@Injectable()
export class TurnPipeline {
  private readonly logger = new Logger(TurnPipeline.name);

  constructor(
    @Inject(ClassifierClient) private readonly classifier: ClassifierClient,
    @Inject(Answerer) private readonly answerer: Answerer,
    @Inject(TurnsRepository) private readonly turns: TurnsRepository,
    @Inject(NotifierClient) private readonly notifier: NotifierClient,
    @InjectMetric(TURNS) private readonly counted: Counter<'type' | 'status'>,
    @InjectMetric(TURN_DURATION) private readonly duration: Histogram<'type'>,
    @InjectMetric(ACTIVE_ORCHESTRATORS) private readonly active: Gauge,
  ) {}

  /** True when more messages wait in this conversation. @throws AppError LEASE_LOST, or why the turn must be tried again */
  async run(row: TurnRow, lease: Lease): Promise<boolean> {
    crashPoint('or.after_claim');
    if (row.toSeq === null) throw new AppError('OVERLOADED', { message: 'claimed before its messages were visible' });
    const startedAt = performance.now();
    this.active.inc();
    try {
      const messages = row.messages.map((message) => InboundMessage.fromJSON(message));
      if (messages.length > 1) this.notifier.markRead(messages.at(-1)!);
      const contents = row.answer ?? (await this.answer(row, lease, messages));
      crashPoint('or.after_answer_commit');
      await this.notifier.send(row, contents, messages[0]!.traceparent);
      crashPoint('or.after_send');
      const isMoreWaiting = await this.turns.end({ row, lease, stage: 'done', error: '' });
      crashPoint('or.after_done');
      const type = messages.at(-1)?.content?.$case ?? 'unsupported';
      this.counted.inc({ type, status: 'answered' });
      this.duration.observe({ type }, (performance.now() - startedAt) / 1000);
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
    await this.apologise(row);
    const isMoreWaiting = await this.turns.end({
      row,
      lease,
      stage: 'set_aside',
      error: error.reason,
    });
    this.counted.inc({ type: 'any', status: 'set_aside' });
    this.logger.error({ message: 'turn set aside', turnId: row.turnId, conversationId: row.id, reason: error.reason });
    return isMoreWaiting;
  }

  /** After a failed attempt: tells a person who has waited for a while that the answer takes longer. */
  async comfort(row: TurnRow, error: AppError, patienceMs: number): Promise<void> {
    if (isFelt(error) && row.ageMs >= patienceMs) await this.apologise(row);
  }

  drain(): Promise<void> {
    return this.turns.drain();
  }

  private async answer(row: TurnRow, lease: Lease, messages: InboundMessage[]): Promise<ReplyContent[]> {
    const turn = combineMessages(messages);
    const verdict = await this.classifier.classify(row, turn);
    row.language = verdict.language;
    crashPoint('or.after_classify');
    const { contents, usage } = await this.answerer.answer({
      row,
      lease,
      turn,
      verdict,
      traceparent: messages[0]!.traceparent,
    });
    crashPoint('or.before_answer_commit');
    await this.turns.storeAnswer({
      row,
      lease,
      contents,
      task: turn.text,
      reply: contents.map(textOf).join('\n'),
      verdict: summary(verdict),
      usage,
    });
    return contents;
  }

  /** The key makes it the same message however often it is said. */
  private async apologise(row: TurnRow): Promise<void> {
    const contents: ReplyContent[] = [
      { $case: 'text', value: { body: fixedText('trouble', row.language), previewUrl: false } },
    ];
    await this.notifier.send(row, contents, '', 'sorry');
  }
}

const textOf = (content: ReplyContent): string =>
  content.$case === 'image' ? content.value.caption : content.value.body;

const summary = ({ intent, lane, source, language, candidates, command }: Verdict) => ({
  intent,
  lane,
  source,
  language,
  agent: candidates[0]?.agent,
  command: command || undefined,
});
