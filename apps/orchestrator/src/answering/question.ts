import type { Escalation, SlotUpdate, ToolCall, Verdict } from '#libs/contracts';
import type { Lease } from '#libs/work';
import type { BuiltTurn } from '../building/built-turn.js';
import type { Session } from '../conversations/state/session.schema.js';
import type { ReplyContent, TurnRow } from '../turns/turn-row.js';

/** A turn that is understood and waits for its answer. */
export interface Question {
  row: TurnRow;
  lease: Lease;
  turn: BuiltTurn;
  verdict: Verdict;
  session: Session;
  traceparent: string;
  /** The same turn was asked about before in this attempt, with files that were refused. */
  isAskedAgain?: boolean;
}

export interface Answer {
  contents: ReplyContent[];
  /** Who answered; empty for Parley's own texts. */
  speaker: string;
  /** An agent, not one of Parley's own texts. */
  isAgent: boolean;
  tools: ToolCall[];
  slots?: SlotUpdate;
  escalation?: Escalation;
  /** What it cost, where a model was asked. */
  usage?: unknown;
}

/** An answer of Parley's own. */
export const ownAnswer = (contents: ReplyContent[], speaker = ''): Answer => ({
  contents,
  speaker,
  isAgent: false,
  tools: [],
});

export const text = (body: string): ReplyContent => ({ $case: 'text', value: { body, previewUrl: false } });
