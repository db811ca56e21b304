import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { type Escalation, type InboundMessage, Lane, Source, Verdict } from '#libs/contracts';
import { crashPoint } from '#libs/faults';
import type { Lease } from '#libs/work';
import { Answerer } from '../answering/answerer.js';
import { ESCALATIONS, type Escalations } from '../answering/escalations.js';
import type { Answer } from '../answering/question.js';
import { refusesRequest } from '../answering/refuses-request.js';
import type { BuiltTurn } from '../building/built-turn.js';
import { TurnBuilder } from '../building/turn-builder.js';
import type { PatchedTurn } from '../conversations/state/apply-patch.js';
import { makePatch } from '../conversations/state/make-patch.js';
import { type OpenSession, SessionController } from '../conversations/state/session-controller.js';
import { saying } from '../ownership/ownership-text.js';
import { OwnershipGate } from '../ownership/ownership-gate.js';
import { ClassifierClient } from '../understanding/classifier.client.js';
import type { ReplyContent, TurnRow } from './turn-row.js';
import { TurnsRepository } from './turns.repository.js';

/** An answer that is stored and waits to be handed over. */
export interface StoredAnswer {
  contents: ReplyContent[];
  escalation: Escalation | null;
  /** Nobody understood what the person wants. */
  isFailed: boolean;
  /** What the session is brought up to; not known where an earlier attempt has stored the answer. */
  change?: { opened: OpenSession; turn: PatchedTurn };
}

/** From what a person wrote to an answer that is stored with what it changes: everything that a crash may repeat. */
@Injectable()
export class AnswerStage {
  private readonly logger = new Logger(AnswerStage.name);

  constructor(
    @Inject(SessionController) private readonly sessions: SessionController,
    @Inject(TurnBuilder) private readonly builder: TurnBuilder,
    @Inject(ClassifierClient) private readonly classifier: ClassifierClient,
    @Inject(OwnershipGate) private readonly gate: OwnershipGate,
    @Inject(Answerer) private readonly answerer: Answerer,
    @Inject(TurnsRepository) private readonly turns: TurnsRepository,
    @Optional() @Inject(ESCALATIONS) private readonly escalations?: Escalations,
  ) {}

  /** Undefined where the bot has nothing to say. @throws AppError LEASE_LOST, or why the turn must be tried again */
  async answer(row: TurnRow, lease: Lease, messages: readonly InboundMessage[]): Promise<StoredAnswer | undefined> {
    const [opened, turn] = await Promise.all([this.sessions.open(row), this.builder.build(row, messages)]);
    const answered = await this.understand(row, lease, messages, opened, turn).catch(async (error: unknown) => {
      if (turn.attachments.length === 0 || !refusesRequest(error)) throw error;
      const readable = await this.builder.build(row, messages, { areFilesRefused: true });
      return this.understand(row, lease, messages, opened, readable, true);
    });
    if (!answered) return undefined;
    const { verdict, answer, task } = answered;
    const isFailed = verdict.lane === Lane.LANE_CLARIFY; // what the generalist answers is answered, however unclear it was
    if (isFailed && (await this.escalations?.afterFailure(row)))
      answer.contents.push(saying('failing', verdict.language));
    const patched = this.patch(row, opened, task, verdict, answer);
    crashPoint('or.before_answer_commit');
    const { contents, tools, usage, escalation } = answer;
    await this.turns.storeAnswer({
      row,
      lease,
      contents,
      turn: patched,
      verdict: recordOf(verdict, answer),
      tools,
      usage,
    });
    return {
      contents,
      escalation: escalation ?? null,
      isFailed,
      change: { opened, turn: patched },
    };
  }

  /** Undefined where the bot has nothing to say. */
  private async understand(
    row: TurnRow,
    lease: Lease,
    messages: readonly InboundMessage[],
    { session }: OpenSession,
    turn: BuiltTurn,
    isAskedAgain = false,
  ): Promise<{ verdict: Verdict; answer: Answer; task: string } | undefined> {
    const { traceparent } = messages[0]!;
    const understood = await this.classifier.classify(row, turn, session, traceparent);
    const asked = obeying(this.gate.bindingCommand(messages), understood);
    const instead = this.gate.allows(row, asked.command) ? '' : this.gate.instead(row);
    if (instead === undefined) return undefined;
    const verdict = obeying(instead, asked);
    row.language = verdict.language;
    crashPoint('or.after_classify');
    const answer = await this.answerer.answer({ row, lease, turn, verdict, session, traceparent, isAskedAgain });
    return { verdict, answer, task: turn.task };
  }

  private patch(row: TurnRow, { session }: OpenSession, task: string, verdict: Verdict, answer: Answer): PatchedTurn {
    const { language, intent } = verdict;
    const { patch, refused } = makePatch(session, { language, intent, ...answer }, Date.now());
    if (refused)
      this.logger.warn({
        message: 'slots of an agent were refused',
        turnId: row.turnId,
        agent: answer.speaker,
        refused,
      });
    return { turnId: row.turnId, task, answer: answer.contents.map(wordsOf).join('\n'), patch };
  }
}

/** What a person has said in so many words beats everything else that the turn may mean. */
const obeying = (command: string | undefined, verdict: Verdict): Verdict =>
  command ? { ...verdict, lane: Lane.LANE_FIXED, source: Source.SOURCE_RULE, command } : verdict;

const wordsOf = (content: ReplyContent): string =>
  content.$case === 'image' ? content.value.caption : content.value.body;

/** What is shown of a decision afterwards: the verdict as JSON, and who answered in the end. */
const recordOf = (verdict: Verdict, { speaker }: Answer) => ({
  ...(Verdict.toJSON(verdict) as object),
  agent: speaker,
});
