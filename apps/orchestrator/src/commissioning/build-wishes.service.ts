import { Inject, Injectable } from '@nestjs/common';
import { toAppError } from '#libs/errors';
import { type Answer, type Question, text } from '../answering/question.js';
import { BuildEngine } from '../builds/build-engine.js';
import { ChangeRouter, type RoutedChange } from '../phases/changes/change-router.service.js';
import { changeText } from '../phases/changes/change-text.js';
import { buildText, type BuildTextKey } from '../reporting/build-text.js';
import { estimate } from '../reporting/estimate.js';
import { PastDurations } from '../reporting/past-durations.service.js';
import { spokenRest } from '../reporting/spoken-estimate.js';
import { isUnderWay, type Standing } from '../reporting/standing.js';
import { StandingsRepository } from '../reporting/standings.repository.js';
import { answerAbout } from './answer-about.js';
import { chooseBuild } from './choose-build.js';
import { limited } from './limited.js';

const WISH_CHARS = 4_000;

/** Changes that people want: stored on the build before they are answered, so that none is lost. */
@Injectable()
export class BuildWishes {
  constructor(
    @Inject(BuildEngine) private readonly engine: BuildEngine,
    @Inject(ChangeRouter) private readonly router: Pick<ChangeRouter, 'route'>,
    @Inject(StandingsRepository) private readonly standings: StandingsRepository,
    @Inject(PastDurations) private readonly durations: PastDurations,
  ) {}

  /** @param builds of the person, the newest first; at least one */
  async change(question: Question, builds: readonly Standing[]): Promise<Answer> {
    const { row, lease, verdict, turn, traceparent } = question;
    const { language } = verdict;
    const before = chooseBuild(question, builds) ?? builds[0]!;
    const wish = (turn.text || turn.task).slice(0, WISH_CHARS).toWellFormed();
    const build = await this.engine.get(before.id);
    const asked = { build, text: wish, language, phases: before.phases, traceparent };
    const routed = await this.router.route(asked, lease.signal);
    const { policy, targets } = routed;
    if (routed.isNoWish) {
      const rest = estimate(before.phases, await this.durations.of(before.workflow), Date.now());
      return answerAbout([text(routed.summary)], before.id, rest.ms);
    }
    const idempotencyKey = `turn:${row.turnId}`;
    try {
      await this.engine.refine(before.id, { text: wish, targets, policy, by: 'contact', idempotencyKey, traceparent });
    } catch (error) {
      if (toAppError(error).reason !== 'TOO_MANY_BUILDS') throw error;
      return limited(question, builds);
    }
    const after = (await this.standings.find(before.id)) ?? before;
    const time = estimate(after.phases, await this.durations.of(after.workflow), Date.now());
    const words = [toldOf(routed, before, language)];
    if (!isUnderWay(before)) words.push(spokenRest(time, language));
    return answerAbout([text(words.join(' '))], before.id, time.ms);
  }
}

/** In one line, what is done and when; the router's own words, where it had no better ones, say both. */
function toldOf({ policy, summary }: RoutedChange, before: Standing, language: string): string {
  const line = summary.replace(/\s+/g, ' ').trim();
  const told = `✏️ ${/[.!?…]$/.test(line) ? line : `${line}.`}`;
  if (!isUnderWay(before) || summary === changeText(policy, language)) return told;
  return `${told} ${buildText(keys[policy], language)}`;
}

const keys = { wait: 'changeWait', merge: 'changeMerge', replace: 'changeReplace' } as const satisfies Record<
  RoutedChange['policy'],
  BuildTextKey
>;
