import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { ClassifierService, Confidence, Intent, Lane, Source, Turn, Verdict } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { fromDetail, GrpcClient } from '#libs/grpc';
import { tracesOf } from '#libs/observability';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import type { BuiltTurn } from '../building/built-turn.js';
import { BUILDER, GENERALIST } from '../conversations/state/choose-agent.js';
import type { Session } from '../conversations/state/session.schema.js';
import type { TurnRow } from '../turns/turn-row.js';
import { regionOf } from './region-of.js';
import { situationOf } from './situation-of.js';

/**
 * A batch lasts as long as its slowest turn, which may wait seconds for a model while its neighbours are known at once: so
 * others must not wait for batches under way. The classifier bounds its model calls itself.
 */
const BATCHES_IN_FLIGHT = 64;

/** Asks what turns want; without an answer the generalist takes them, so that a sick classifier costs only precision. */
@Injectable()
export class ClassifierClient implements OnApplicationShutdown {
  private readonly logger = new Logger(ClassifierClient.name);
  private readonly client: GrpcClient<typeof ClassifierService>;
  private readonly batcher = new Batcher<Turn, Verdict>((turns) => this.classifyAll(turns), {
    name: 'batch:classify',
    maxInFlight: BATCHES_IN_FLIGHT,
  });

  constructor(@Inject(ORCHESTRATOR_CONFIG) config: OrchestratorConfig) {
    this.client = new GrpcClient(ClassifierService, config.CLASSIFIER_URL, {
      classify: 'orchestrator.classifier.classify',
    });
  }

  async classify(row: TurnRow, turn: BuiltTurn, session: Session, traceparent: string): Promise<Verdict> {
    const { turnId, language, waId, phoneNumberId } = row;
    const { text, kind, replyId, quoted, asksAboutProduct } = turn;
    try {
      return await this.batcher.load(
        Turn.create({
          turnId,
          text,
          kind,
          knownLanguage: language,
          region: language ? '' : regionOf(waId),
          phoneNumberId,
          replyId,
          situation: situationOf(session, quoted?.agent),
          asksAboutProduct,
          traceparent,
        }),
      );
    } catch (error) {
      this.logger.warn({ message: 'classified without the classifier', turnId, err: error });
      return withoutClassifier(turn, language, session);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.batcher.drain();
    await this.client.close();
  }

  private async classifyAll(turns: readonly Turn[]): Promise<(Verdict | AppError)[]> {
    const { outcomes } = await this.client.call('classify', { turns: [...turns] }, { traces: tracesOf(turns) });
    return outcomes.map(({ outcome }) => {
      if (outcome?.$case === 'verdict') return outcome.value;
      return outcome
        ? fromDetail(outcome.value)
        : new AppError('INTERNAL', { message: 'an outcome without a verdict' });
    });
  }
}

/** A task that is open goes on; what nobody is at goes to the generalist, and so does what may be no change of a build. */
function withoutClassifier({ text }: BuiltTurn, language: string, { agent }: Session): Verdict {
  const isSpoken = text !== '';
  return Verdict.create({
    intent: Intent.INTENT_UNCLEAR,
    lane: isSpoken ? Lane.LANE_AGENT : Lane.LANE_FIXED,
    candidates: isSpoken ? [{ agent: agent && agent !== BUILDER ? agent : GENERALIST, score: 0 }] : [],
    language,
    confidence: Confidence.CONFIDENCE_LOW,
    source: Source.SOURCE_DEFAULT,
    abstained: 'classifier_away',
  });
}
