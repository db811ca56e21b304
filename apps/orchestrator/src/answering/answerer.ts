import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ContentKind, Lane, MediaKind, Run, type Verdict } from '#libs/contracts';
import { AppError } from '#libs/errors';
import type { Lease } from '#libs/work';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import type { CombinedTurn } from '../building/combine-messages.js';
import type { ReplyContent, TurnRow } from '../turns/turn-row.js';
import { AgentsClient } from './agents.client.js';
import { fixedText, type TextKey } from './fixed-text.js';

interface Question {
  row: TurnRow;
  lease: Lease;
  turn: CombinedTurn;
  verdict: Verdict;
  traceparent: string;
}

interface Answer {
  contents: ReplyContent[];
  /** What it cost, where a model was asked. */
  usage?: unknown;
}

/** Agents take this much at most; what is longer was cut at the edge message by message, so only a flood comes here. */
const MAX_TASK = 100_000;

/** Finds the answer of a turn by its lane: an agent, a fixed text, or silence. */
@Injectable()
export class Answerer {
  constructor(
    @Inject(AgentsClient) private readonly agents: AgentsClient,
    @Inject(ORCHESTRATOR_CONFIG) private readonly config: OrchestratorConfig,
  ) {}

  /** @throws AppError why an agent could not answer */
  async answer(question: Question): Promise<Answer> {
    const { turn, verdict } = question;
    const answer = turn.isAnswered ? await this.byLane(question) : { contents: [] };
    if (turn.notice) answer.contents.push(text(fixedText(turn.notice, verdict.language)));
    return answer;
  }

  private async byLane(question: Question): Promise<Answer> {
    const { turn, verdict } = question;
    switch (verdict.lane) {
      case Lane.LANE_AGENT:
        return this.byAgent(question);
      case Lane.LANE_FIXED:
        return { contents: [text(this.fixed(verdict, turn))] };
      case Lane.LANE_SILENT:
        return { contents: [] };
      default:
        throw new AppError('INTERNAL', { message: 'a verdict without a lane that is known here' });
    }
  }

  private async byAgent({ row, lease, turn, verdict, traceparent }: Question): Promise<Answer> {
    const agent = verdict.candidates[0]?.agent;
    if (!agent) throw new AppError('UNKNOWN_AGENT', { message: 'a verdict for agents that names none' });
    const said = await this.agents.execute(
      Run.create({
        runId: `${row.turnId}.${lease.attempt}`,
        agent,
        task: turn.text.slice(0, MAX_TASK),
        language: verdict.language,
        history: row.history,
        timeoutMs: this.config.TURN_TIMEOUT_MS,
        contactHash: createHash('sha256').update(row.id).digest('hex').slice(0, 32),
        traceparent,
        suspicions: turn.suspicions,
      }),
    );
    return { contents: [text(said.text)], usage: { model: said.model, ...said.usage } };
  }

  private fixed(verdict: Verdict, { kind, mediaKind }: CombinedTurn): string {
    const key = (verdict.command as TextKey) || keyOf(kind, mediaKind);
    const contact = this.config.HUMAN_CONTACT;
    return fixedText(key === 'human' && contact ? 'humanWithContact' : key, verdict.language, { contact });
  }
}

const text = (body: string): ReplyContent => ({ $case: 'text', value: { body, previewUrl: false } });

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

const keyOf = (kind: ContentKind, mediaKind?: MediaKind): TextKey =>
  mediaKind === MediaKind.MEDIA_KIND_VOICE ? 'voice' : (keys[kind] ?? 'unsupported');
