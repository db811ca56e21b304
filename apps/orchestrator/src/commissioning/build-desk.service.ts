import { Inject, Injectable } from '@nestjs/common';
import { Intent } from '#libs/contracts';
import type { Builds } from '../answering/builds.js';
import { type Answer, ownAnswer, type Question, text } from '../answering/question.js';
import { buildText } from '../reporting/build-text.js';
import { type Standing } from '../reporting/standing.js';
import { StandingsRepository } from '../reporting/standings.repository.js';
import { BuildContinuations } from './build-continuations.service.js';
import { BuildOrders } from './build-orders.service.js';
import { BuildStops } from './build-stops.service.js';
import { BuildWishes } from './build-wishes.service.js';
import { answerAbout, ASKING, askingKind } from './answer-about.js';

/** Takes what people want of builds: it begins them, changes them, stops them, and says how far they are. */
@Injectable()
export class BuildDesk implements Builds {
  constructor(
    @Inject(StandingsRepository) private readonly standings: StandingsRepository,
    @Inject(BuildOrders) private readonly orders: BuildOrders,
    @Inject(BuildWishes) private readonly wishes: BuildWishes,
    @Inject(BuildStops) private readonly stops: BuildStops,
    @Inject(BuildContinuations) private readonly continuations: BuildContinuations,
  ) {}

  async answer(question: Question): Promise<Answer> {
    const { row, verdict } = question;
    const builds = await this.standings.ofConversation(row.id);
    switch (verdict.intent) {
      case Intent.INTENT_BUILD_REQUEST:
        return this.orders.begin(question, builds);
      case Intent.INTENT_BUILD_STATUS:
      case Intent.INTENT_BUILD_CANCEL:
      case Intent.INTENT_BUILD_UNDO:
        return (await this.steer(question, builds, verdict.intent)) ?? this.nothing(question);
      default:
        return this.change(question, builds);
    }
  }

  /** What else is under way stays so: a command interrupts no conversation. */
  async command(question: Question): Promise<Answer | undefined> {
    const intent = intents[question.verdict.command];
    const builds = intent ? await this.standings.ofConversation(question.row.id) : [];
    if (!intent || builds.length === 0 || !this.stops.isMeant(question, builds)) return undefined;
    const answer = await this.steer(question, builds, intent);
    return answer && ownAnswer(answer.contents);
  }

  goOn(question: Question): Promise<Answer | undefined> {
    return this.continuations.goOn(question);
  }

  private steer(question: Question, builds: Standing[], intent: Intent): Promise<Answer | undefined> {
    if (intent === Intent.INTENT_BUILD_STATUS) return this.stops.status(question, builds);
    if (intent === Intent.INTENT_BUILD_CANCEL) return this.stops.cancel(question, builds);
    return this.stops.undo(question, builds);
  }

  /** A change of nothing is a wish for something new: asked for once, then taken as it is. */
  private async change(question: Question, builds: Standing[]): Promise<Answer> {
    if (question.session.phase === ASKING) return this.orders.begin(question, builds);
    return builds.length > 0 ? this.wishes.change(question, builds) : askingKind(question);
  }

  private nothing({ verdict: { language } }: Question): Answer {
    return answerAbout([text(buildText('nothing', language))], undefined, 0);
  }
}

const intents: Readonly<Record<string, Intent>> = {
  status: Intent.INTENT_BUILD_STATUS,
  cancel: Intent.INTENT_BUILD_CANCEL,
  undo: Intent.INTENT_BUILD_UNDO,
};
