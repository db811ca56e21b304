import { Inject, Injectable } from '@nestjs/common';
import { type Answer, type Question, text } from '../answering/question.js';
import { BuildEngine } from '../builds/build-engine.js';
import { BUILDER } from '../conversations/state/choose-agent.js';
import { buildText } from '../reporting/build-text.js';
import { estimate } from '../reporting/estimate.js';
import { nameOf } from '../reporting/name-of.js';
import { PastDurations } from '../reporting/past-durations.service.js';
import { soFarOf } from '../reporting/so-far-of.js';
import { isUnderWay, type Standing } from '../reporting/standing.js';
import { StandingsRepository } from '../reporting/standings.repository.js';
import { statusReport } from '../reporting/status-report.js';
import { UnfinishedSites } from '../reporting/unfinished/unfinished-sites.service.js';
import { answerAbout } from './answer-about.js';
import { chooseBuild } from './choose-build.js';
import { earlierRevision } from './earlier-revision.js';

/** What was built longer ago is meant only when nothing else can be. */
const RECENT_MS = 24 * 60 * 60_000;

/** Says how builds stand, stops them and takes changes back. */
@Injectable()
export class BuildStops {
  constructor(
    @Inject(BuildEngine) private readonly engine: BuildEngine,
    @Inject(StandingsRepository) private readonly standings: StandingsRepository,
    @Inject(PastDurations) private readonly durations: PastDurations,
    @Inject(UnfinishedSites) private readonly unfinished: Pick<UnfinishedSites, 'show'>,
  ) {}

  /** Whether a bare command is about builds: not where something else is under way and no build is. */
  isMeant({ session, turn }: Question, builds: readonly Standing[]): boolean {
    if (builds.some((build) => isUnderWay(build) || build.id === turn.quoted?.build)) return true;
    if (session.agent !== BUILDER && (session.phase || session.openQuestion)) return false;
    const last = builds[0]?.finishedAt;
    return Boolean(last && Date.now() - last.getTime() < RECENT_MS);
  }

  /** Of all that is under way; else of the last one. */
  async status(question: Question, builds: readonly Standing[]): Promise<Answer | undefined> {
    const one = chooseBuild(question, builds);
    if (!one) return undefined;
    const open = builds.filter(isUnderWay);
    const shown = open.length > 1 && one.id !== question.turn.quoted?.build ? open : [one];
    const { language } = question.verdict;
    const now = Date.now();
    const reports = await Promise.all(
      shown.map(async (build) => statusReport({ ...build, language }, await this.durations.of(build.workflow), now)),
    );
    return answerAbout([text(reports.join('\n\n'))], one.id, await this.restOf(one, now));
  }

  /** Stops what runs; what is done stays. "Cancel" in the moment of "done" finds it done. */
  async cancel(question: Question, builds: readonly Standing[]): Promise<Answer | undefined> {
    const { language } = question.verdict;
    const before = stoppedBefore(question, builds) ?? chooseBuild(question, builds, isUnderWay);
    if (!before) {
      const last = chooseBuild(question, builds);
      return last && answerAbout([text(cancelNothing({ ...last, language }))], last.id, 0);
    }
    await this.engine.cancel(before.id, 'contact');
    const build = { ...((await this.standings.find(before.id)) ?? before), language };
    if (build.state !== 'cancelled') return answerAbout([text(cancelNothing(build))], build.id, 0);
    const kept = soFarOf(build, await this.unfinished.show(build.id));
    return answerAbout([text(buildText('cancelled', language, { what: nameOf(build), kept }))], build.id, 0);
  }

  /** Back to the version before, the site included. */
  async undo(question: Question, builds: readonly Standing[]): Promise<Answer | undefined> {
    const { row, verdict, traceparent } = question;
    const before = chooseBuild(question, builds);
    if (!before) return undefined;
    const { language } = verdict;
    const what = nameOf({ ...before, language });
    const idempotencyKey = `turn:${row.turnId}`;
    const target = earlierRevision(before);
    const isRepeated = question.lease.attempt > 1 && isFresh(before.revisions.at(-1), question);
    if (target === undefined && !isRepeated)
      return answerAbout([text(buildText('undoNothing', language, { what }))], before.id, 0);
    if (target !== undefined && !isRepeated)
      await this.engine.rollback(before.id, { revision: target, by: 'contact', idempotencyKey, traceparent });
    const after = (await this.standings.find(before.id)) ?? before;
    const words = isUnderWay(before) ? 'undoWorking' : 'undone';
    return answerAbout([text(buildText(words, language, { what, url: after.url }).trim())], before.id, 0);
  }

  private async restOf(build: Standing, now: number): Promise<number> {
    return isUnderWay(build) ? estimate(build.phases, await this.durations.of(build.workflow), now).ms : 0;
  }
}

function cancelNothing(build: Standing): string {
  const { language, url, state } = build;
  if (state === 'done' && url) return buildText('cancelDone', language, { what: nameOf(build), url });
  return buildText('cancelNothing', language);
}

/** What an earlier attempt at this turn has stopped: the next one must not stop another build. */
function stoppedBefore(question: Question, builds: readonly Standing[]): Standing | undefined {
  if (question.lease.attempt <= 1) return undefined;
  const since = Date.now() - question.row.ageMs;
  return builds.find(({ state, finishedAt }) => state === 'cancelled' && finishedAt && finishedAt.getTime() >= since);
}

/** Made by an earlier attempt at this turn. */
const isFresh = (revision: Standing['revisions'][number] | undefined, { row }: Question): boolean =>
  revision?.cause === 'rollback' && revision.createdAt.getTime() >= Date.now() - row.ageMs;
