import { Inject, Injectable, Logger } from '@nestjs/common';
import { toAppError } from '#libs/errors';
import { type Answer, type Question, text } from '../answering/question.js';
import { BuildEngine } from '../builds/build-engine.js';
import { buildText } from '../reporting/build-text.js';
import { estimate } from '../reporting/estimate.js';
import { nameOf } from '../reporting/name-of.js';
import { PastDurations } from '../reporting/past-durations.service.js';
import { toShownPhases } from '../reporting/shown-phase.js';
import { spokenDuration } from '../reporting/spoken-estimate.js';
import type { Standing } from '../reporting/standing.js';
import { toSteps } from '../reporting/to-steps.js';
import { whyOf } from '../reporting/why-of.js';
import { WorkflowLibrary } from '../workflows/workflow-library.js';
import { answerAbout } from './answer-about.js';
import { limited } from './limited.js';
import { shortTitle } from './short-title.js';

/** Its first phase plans, and chooses how it goes on. */
const WORKFLOW = 'full-build';
const REQUEST_CHARS = 8_000;

/** Begins builds, once for each turn, and says at once what will be done and how long it takes. */
@Injectable()
export class BuildOrders {
  private readonly logger = new Logger(BuildOrders.name);

  constructor(
    @Inject(BuildEngine) private readonly engine: BuildEngine,
    @Inject(WorkflowLibrary) private readonly workflows: Pick<WorkflowLibrary, 'get'>,
    @Inject(PastDurations) private readonly durations: PastDurations,
  ) {}

  /** @param builds of the person, the newest first */
  async begin(question: Question, builds: readonly Standing[]): Promise<Answer> {
    const { row, verdict } = question;
    const { language } = verdict;
    const request = requestOf(question);
    const title = shortTitle(request);
    try {
      const workflow = this.workflows.get(WORKFLOW);
      const build = await this.engine.begin({
        idempotencyKey: `turn:${row.turnId}`,
        phoneNumberId: row.phoneNumberId,
        conversationId: row.id,
        title,
        request,
        language,
        workflow,
        by: 'contact',
        traceparent: question.traceparent,
      });
      const phases = toShownPhases(workflow.phases);
      const time = estimate(phases, await this.durations.of(workflow.name), Date.now());
      const steps = toSteps(
        phases.filter((phase) => !phase.isConditional),
        language,
      );
      const body = buildText('start', language, {
        what: nameOf({ title, language }),
        steps: steps.map((step) => step.title).join(', '),
        eta: spokenDuration(time, language),
      });
      return answerAbout([text(body)], build, time.ms);
    } catch (error) {
      return this.refusal(error, question, title, builds);
    }
  }

  /** What no other attempt would help; everything else is thrown. */
  private refusal(error: unknown, question: Question, title: string, builds: readonly Standing[]): Answer {
    const { reason } = toAppError(error);
    const { verdict, row } = question;
    const { language } = verdict;
    if (reason === 'TOO_MANY_BUILDS') return limited(question, builds);
    if (reason !== 'WORKFLOW_INVALID' && reason !== 'NOT_FOUND') throw error;
    this.logger.error({ message: 'a build could not begin', turnId: row.turnId, reason, err: error });
    const what = nameOf({ title, language });
    const body = buildText('failed', language, { what, why: whyOf('MISCONFIGURED', language), kept: '' });
    return answerAbout([text(body.trim())], undefined, 0);
  }
}

/** What the person said; after a tap on a question of ours, what they had said before it. */
function requestOf({ turn, session }: Question): string {
  const isTap = turn.replyId.startsWith('clarify:');
  const said = isTap ? (session.turns.at(-1)?.task ?? turn.text) : turn.text || turn.task;
  return said.slice(0, REQUEST_CHARS).toWellFormed();
}
