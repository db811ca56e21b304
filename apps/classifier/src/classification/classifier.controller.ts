import { Controller } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import {
  ClassifierService,
  type ClassifyOutcome,
  type ClassifyRequest,
  type ClassifyResponse,
  Intent,
  Lane,
  Source,
  type Turn,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { type GrpcHandlers, Serves, toDetail } from '#libs/grpc';
import { CLASSIFICATIONS } from '../classifier.metrics.js';
import { classifyByRules } from './classify-by-rules.js';

const MAX_TEXT = 100_000;

@Controller()
@Serves(ClassifierService)
export class ClassifierController implements GrpcHandlers<typeof ClassifierService> {
  constructor(@InjectMetric(CLASSIFICATIONS) private readonly classifications: Counter<'intent' | 'lane' | 'source'>) {}

  async classify({ turns }: ClassifyRequest): Promise<ClassifyResponse> {
    return { outcomes: turns.map((turn) => this.judge(turn)) };
  }

  /** One bad turn never costs its batch. */
  private judge(turn: Turn): ClassifyOutcome {
    if (!turn.turnId || turn.text.length > MAX_TEXT) {
      const field = turn.turnId ? 'text' : 'turn_id';
      const error = toDetail(new AppError('INVALID_MESSAGE', { metadata: { field } }));
      return { turnId: turn.turnId, outcome: { $case: 'error', value: error } };
    }
    const verdict = classifyByRules(turn);
    this.classifications.inc({
      intent: Intent[verdict.intent],
      lane: Lane[verdict.lane],
      source: Source[verdict.source],
    });
    return { turnId: turn.turnId, outcome: { $case: 'verdict', value: verdict } };
  }
}
