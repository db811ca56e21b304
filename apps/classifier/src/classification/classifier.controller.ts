import { Controller, Inject } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import { ClassifierService, type ClassifyRequest, type ClassifyResponse, Intent, Lane, Source } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { type GrpcHandlers, Serves, toDetail } from '#libs/grpc';
import { openSpan } from '#libs/observability';
import { CLASSIFICATIONS } from '../classifier.metrics.js';
import { TurnClassifier } from './turn-classifier.service.js';

@Controller()
@Serves(ClassifierService)
export class ClassifierController implements GrpcHandlers<typeof ClassifierService> {
  constructor(
    @Inject(TurnClassifier) private readonly classifier: TurnClassifier,
    @InjectMetric(CLASSIFICATIONS) private readonly classifications: Counter<'intent' | 'lane' | 'source'>,
  ) {}

  /** One bad turn never costs its batch. */
  async classify({ turns }: ClassifyRequest): Promise<ClassifyResponse> {
    const spans = turns.map((turn) => {
      const span = openSpan('classify', [turn.traceparent]);
      if (span) turn.traceparent = span.traceparent; // asking the model is a part of it
      return span;
    });
    const verdicts = await this.classifier.classify(turns);
    return {
      outcomes: verdicts.map((verdict, index) => {
        const { turnId } = turns[index]!;
        if (verdict instanceof AppError) {
          spans[index]?.end(verdict.reason);
          return { turnId, outcome: { $case: 'error', value: toDetail(verdict) } };
        }
        const labels = { intent: Intent[verdict.intent], lane: Lane[verdict.lane], source: Source[verdict.source] };
        this.classifications.inc(labels);
        spans[index]?.end('ok', {
          'parley.intent': labels.intent,
          'parley.lane': labels.lane,
          'parley.source': labels.source,
        });
        return { turnId, outcome: { $case: 'verdict', value: verdict } };
      }),
    };
  }
}
