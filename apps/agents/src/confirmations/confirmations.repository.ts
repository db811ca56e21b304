import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { ReplyPart } from '#libs/contracts';
import { canonicalJson } from '#libs/signing';
import type { ToolContext } from '../tools/tool.js';
import type { Choice } from './confirmation-id.js';
import { ASK, KEEP_OUTCOME, TAP } from './confirmation-statements.js';

export const confirmationMinutes = 30;

/** What came of a tap; kept, so that every later tap hears the same. */
export interface Outcome {
  /** The turn whose tap did it. */
  turnId: string;
  isDone: boolean;
  /** For the model. */
  content: unknown;
  /** For the person, when no model phrases it. */
  said: string;
  parts: ReplyPart[];
}

/** What a question is about: the arguments, and what they do not say but the person saw. */
export interface Subject {
  input: Record<string, unknown>;
  bound: Record<string, unknown>;
}

export interface Tapped {
  agent: string;
  tool: string;
  /** The subject as JSON, byte for byte what the person was asked about. */
  arguments: string;
  hash: string;
  summary: string;
  /** The first choice that was made; null: it has expired unused. */
  choice: Choice | null;
  outcome: Outcome | null;
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Questions that people answer by button, bound to a person, a number and exact arguments. */
@Injectable()
export class ConfirmationsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The question as it is stored: also that of an earlier attempt of the same turn. */
  async ask(agent: string, tool: string, subject: Subject, summary: string, context: ToolContext) {
    const text = canonicalJson(subject);
    const { phoneNumberId, contactId, conversationId, turnId } = context;
    const [row] = await this.database.query<{ id: string; summary: string }>(ASK, [
      randomUUID(),
      phoneNumberId,
      contactId,
      conversationId,
      turnId,
      agent,
      tool,
      text,
      hashOf(text),
      summary,
      confirmationMinutes,
    ]);
    return row!;
  }

  /** Undefined when there is no such question of this person on this number. */
  async tap(id: string, choice: Choice, { phoneNumberId, contactId }: ToolContext): Promise<Tapped | undefined> {
    const [row] = await this.database.query<Tapped>(TAP, [id, phoneNumberId, contactId, choice]);
    return row;
  }

  /** The outcome that counts: the first one. */
  async keep(id: string, outcome: Outcome): Promise<Outcome> {
    const [row] = await this.database.query<{ outcome: Outcome }>(KEEP_OUTCOME, [id, JSON.stringify(outcome)]);
    return row?.outcome ?? outcome;
  }
}
