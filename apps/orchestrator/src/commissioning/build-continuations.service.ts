import { Inject, Injectable } from '@nestjs/common';
import { toAppError } from '#libs/errors';
import { type Answer, type Question, text } from '../answering/question.js';
import { BUILDER } from '../conversations/state/choose-agent.js';
import { BuildResumes } from '../phases/budgets/build-resumes.service.js';
import { buildText } from '../reporting/build-text.js';
import { estimate } from '../reporting/estimate.js';
import { nameOf } from '../reporting/name-of.js';
import { PastDurations } from '../reporting/past-durations.service.js';
import { spokenMoment } from '../reporting/resumption-of.js';
import { spokenRest } from '../reporting/spoken-estimate.js';
import type { Standing } from '../reporting/standing.js';
import { StandingsRepository } from '../reporting/standings.repository.js';
import { answerAbout } from './answer-about.js';
import { chooseBuild } from './choose-build.js';
import { saysGoOn } from './says-go-on.js';

/** Lets paused builds go on when their person says so. */
@Injectable()
export class BuildContinuations {
  constructor(
    @Inject(StandingsRepository) private readonly standings: StandingsRepository,
    @Inject(BuildResumes) private readonly resumes: Pick<BuildResumes, 'resume'>,
    @Inject(PastDurations) private readonly durations: PastDurations,
  ) {}

  /** Undefined for other words, where another task waits for an answer, and for somebody of whom nothing is paused. */
  async goOn(question: Question): Promise<Answer | undefined> {
    const { row, session, turn } = question;
    if (!saysGoOn(turn.text) || (session.agent !== BUILDER && (session.phase || session.openQuestion)))
      return undefined;
    const builds = await this.standings.ofConversation(row.id);
    const paused = chooseBuild(question, builds, ({ state }) => state === 'paused');
    if (paused?.state === 'paused') return this.resume(question, paused);
    // An earlier attempt at this turn has let it go on
    const resumed = question.lease.attempt > 1 ? builds.find(({ state }) => state === 'running') : undefined;
    return resumed && this.told(question, resumed);
  }

  private async resume(question: Question, build: Standing): Promise<Answer> {
    const { language } = question.verdict;
    try {
      await this.resumes.resume(build.id, 'contact');
    } catch (thrown) {
      const { reason, metadata } = toAppError(thrown);
      if (reason === 'BUILD_STATE') return this.told(question, build); // it went on by itself in this moment
      if (reason !== 'BUDGET_SPENT' || !metadata['resumeAt']) throw thrown;
      const at = spokenMoment(new Date(metadata['resumeAt']), language);
      return answerAbout(
        [text(buildText('resumeLater', language, { what: nameOf({ ...build, language }), at }))],
        build.id,
        0,
      );
    }
    return this.told(question, build);
  }

  private async told({ verdict: { language } }: Question, build: Standing): Promise<Answer> {
    const time = estimate(build.phases, await this.durations.of(build.workflow), Date.now());
    const body = buildText('resumed', language, {
      what: nameOf({ ...build, language }),
      rest: spokenRest(time, language),
    });
    return answerAbout([text(body)], build.id, time.ms);
  }
}
