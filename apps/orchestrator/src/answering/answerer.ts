import { createHash } from 'node:crypto';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { ContentKind, Lane, MediaKind, ReplyPart, Run } from '#libs/contracts';
import { AppError } from '#libs/errors';
import type { BuiltTurn } from '../building/built-turn.js';
import { tellUnread } from '../building/tell-unread.js';
import { selectContext } from '../context/select-context.js';
import { BUILDER, chooseAgent, CLARIFIER, GENERALIST } from '../conversations/state/choose-agent.js';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import { humanContactOf } from '../ownership/human-contact.js';
import type { ReplyContent } from '../turns/turn-row.js';
import { AgentsClient } from './agents.client.js';
import { buildCommands, BUILDS, type Builds } from './builds.js';
import { clarify } from './clarify.js';
import { COMMAND_HANDLERS, type CommandHandlers } from './command-handlers.js';
import { fixedText, isTextKey, type TextKey } from './fixed-text.js';
import { handoverOf } from './handover-of.js';
import { type Answer, ownAnswer, type Question, text } from './question.js';
import { statusText } from './status-text.js';

/** Agents take this much at most; what is longer was cut at the edge message by message, so only a flood comes here. */
const MAX_TASK = 100_000;
/** What an agent is told of earlier turns. */
const CONTEXT_TOKENS = 1_500;

/** Commands that are obeyed however fast somebody writes: they end something, and who writes fast may mean just that. */
const neverLimited: ReadonlySet<string> = new Set(['stop', 'opt_out', 'cancel', 'human']);

/** Finds the answer of a turn by its lane: an agent, a question, a fixed text, or silence. */
@Injectable()
export class Answerer {
  constructor(
    @Inject(AgentsClient) private readonly agents: AgentsClient,
    @Inject(ORCHESTRATOR_CONFIG) private readonly config: OrchestratorConfig,
    @Optional() @Inject(COMMAND_HANDLERS) private readonly commands: CommandHandlers = {},
    @Optional() @Inject(BUILDS) private readonly builds?: Builds,
  ) {}

  /** @throws AppError why an agent could not answer */
  async answer(question: Question): Promise<Answer> {
    const { turn, verdict } = question;
    if (!turn.isAnswered && verdict.lane === Lane.LANE_FIXED && neverLimited.has(verdict.command)) {
      return this.byLane(question);
    }
    const answer = turn.isAnswered
      ? ((await this.builds?.goOn(question)) ?? (await this.byLane(question)))
      : ownAnswer([]);
    const unread = turn.isAnswered ? tellUnread(turn.unread, verdict.language) : '';
    if (unread) answer.contents.push(text(unread));
    if (turn.notice) answer.contents.push(text(fixedText(turn.notice, verdict.language)));
    return answer;
  }

  private async byLane(question: Question): Promise<Answer> {
    const { session, turn, verdict } = question;
    switch (verdict.lane) {
      case Lane.LANE_AGENT:
        return this.byChosen(question, chooseAgent(session, verdict));
      case Lane.LANE_CLARIFY:
        // The same question twice in a row helps nobody
        if (verdict.options.length === 0 || session.turns.at(-1)?.agent === CLARIFIER)
          return this.byAgent(question, GENERALIST);
        return ownAnswer([clarify(verdict.options, verdict.language)], CLARIFIER);
      case Lane.LANE_FIXED:
        // A file without words is one for whoever can look at it
        if (!verdict.command && turn.attachments.length > 0) return this.byAgent(question, talkerOf(session.agent));
        return (await this.byBuilds(question)) ?? ownAnswer(await this.fixed(question));
      case Lane.LANE_SILENT:
        return ownAnswer([]);
      default:
        throw new AppError('INTERNAL', { message: 'a verdict without a lane that is known here' });
    }
  }

  /** Builds are no conversation: the one who plans them is asked by phases, not by turns. */
  private byChosen(question: Question, agent: string): Promise<Answer> {
    if (agent === BUILDER && this.builds) return this.builds.answer(question);
    return this.byAgent(question, talkerOf(agent));
  }

  private async byBuilds(question: Question): Promise<Answer | undefined> {
    return buildCommands.has(question.verdict.command) ? this.builds?.command(question) : undefined;
  }

  private async byAgent(question: Question, agent: string): Promise<Answer> {
    const { row, lease, turn, verdict, session, traceparent, isAskedAgain } = question;
    const { turns, summary } = session;
    const context = selectContext({ turns, summary, text: turn.task, budgetTokens: CONTEXT_TOKENS });
    const said = await this.agents.execute(
      Run.create({
        runId: `${row.turnId}.${lease.attempt}${isAskedAgain ? '.again' : ''}`,
        agent,
        task: turn.task.slice(0, MAX_TASK),
        language: verdict.language,
        history: context.history,
        timeoutMs: this.config.TURN_TIMEOUT_MS,
        contactHash: createHash('sha256').update(row.id).digest('hex').slice(0, 32),
        traceparent,
        suspicions: turn.suspicions,
        context: {
          phoneNumberId: row.phoneNumberId,
          contactId: row.id,
          conversationId: row.id,
          turnId: row.turnId,
          contactName: row.name,
        },
        attachments: turn.attachments,
        summary: context.summary,
        slotsJson: session.slots[agent] ? JSON.stringify(session.slots[agent]) : '',
        replyId: turn.replyId,
        handover: handoverOf(session, agent, row.handoverNote),
      }),
    );
    const { tools, slots, escalation, model, usage } = said;
    const contents = [...(said.text ? [text(said.text)] : []), ...said.parts.flatMap(contentOf)];
    if (contents.length === 0) throw new AppError('MODEL_EMPTY', { message: 'an agent ended without an answer' });
    return { contents, speaker: agent, isAgent: true, tools, slots, escalation, usage: { model, ...usage } };
  }

  private async fixed({ row, lease, turn, verdict, session }: Question): Promise<ReplyContent[]> {
    const { command, language } = verdict;
    const handler = Object.hasOwn(this.commands, command) ? this.commands[command] : undefined;
    if (handler) return handler(row, lease, turn, verdict);
    if (!command && turn.unread.length > 0) return []; // what could not be read is the answer
    if (command === 'status') return [text(statusText(session, language))];
    const key = isTextKey(command) ? command : keyOf(turn);
    const contact = humanContactOf(this.config, row.phoneNumberId);
    return [text(fixedText(key === 'human' && contact ? 'humanWithContact' : key, language, { contact }))];
  }
}

/** An agent that talks with people. */
const talkerOf = (agent: string): string => (agent && agent !== BUILDER ? agent : GENERALIST);

const contentOf = ({ content }: ReplyPart): ReplyContent[] => (content ? [content] : []);

const keys: Partial<Record<ContentKind, TextKey>> = {
  [ContentKind.CONTENT_KIND_IMAGE]: 'image',
  [ContentKind.CONTENT_KIND_VIDEO]: 'video',
  [ContentKind.CONTENT_KIND_AUDIO]: 'audio',
  [ContentKind.CONTENT_KIND_DOCUMENT]: 'document',
  [ContentKind.CONTENT_KIND_STICKER]: 'sticker',
  [ContentKind.CONTENT_KIND_LOCATION]: 'location',
  [ContentKind.CONTENT_KIND_CONTACT_CARDS]: 'contactCards',
  [ContentKind.CONTENT_KIND_FLOW_REPLY]: 'flowReply',
  [ContentKind.CONTENT_KIND_ORDER]: 'order',
};

const keyOf = ({ kind, mediaKind }: BuiltTurn): TextKey =>
  mediaKind === MediaKind.MEDIA_KIND_VOICE ? 'voice' : (keys[kind] ?? 'unsupported');
