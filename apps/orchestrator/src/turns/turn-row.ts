import type { InboundMessage, OutboundMessage } from '#libs/contracts';
import type { WorkRow } from '#libs/work';

/** One message of a reply set, without what every message of the turn has in common; templates are never replies. */
export type ReplyContent = Exclude<NonNullable<OutboundMessage['content']>, { $case: 'template' }>;

/** A claimed conversation with its turn: see conversationsTable. */
export interface TurnRow extends WorkRow {
  turnId: string;
  phoneNumberId: string;
  bsuid: string;
  waId: string;
  /** Of the conversation so far, then of this turn; empty while unknown. */
  language: string;
  /** Last message of the turn; null when nothing waits after all. */
  toSeq: string | null;
  /** JSON of InboundMessage without its raw text, oldest first. */
  messages: unknown[];
  /** Earlier turns and their answers, oldest first. */
  history: { task: string; answer: string }[];
  stage: 'started' | 'answered';
  /** What an earlier attempt stored: only the handing over is left. */
  answer: ReplyContent[] | null;
  ageMs: number;
}

/** What a turn is made of, decoded. */
export type TurnMessages = [InboundMessage, ...InboundMessage[]];
