import type { Escalation, OutboundMessage } from '#libs/contracts';
import type { WorkRow } from '#libs/work';
import type { SessionOwner } from '../conversations/state/session-builder.js';

/** One message of a reply set, without what every message of the turn has in common; templates are never replies. */
export type ReplyContent = Exclude<NonNullable<OutboundMessage['content']>, { $case: 'template' }>;

/** A claimed conversation with its turn: see conversationsTable. */
export interface TurnRow extends WorkRow, SessionOwner {
  turnId: string;
  bsuid: string;
  waId: string;
  /** Profile name, for a greeting only. */
  name: string;
  /** What the bot should know that was away meanwhile; empty for nothing. */
  handoverNote: string;
  /** The person wants nothing, has told WhatsApp instead of us, and has not heard why nobody answers. */
  owesNotice: boolean;
  /** Turns in a row that failed or were not understood. */
  failedTurns: number;
  /** End of the 24 hours for free-form messages; null when unknown. */
  windowClosesAt: Date | null;
  /** Last message of the turn; null when nothing waits after all. */
  toSeq: string | null;
  /** JSON of InboundMessage without its raw text, oldest first. */
  messages: unknown[];
  stage: 'started' | 'answered';
  /** What an earlier attempt stored: only the handing over is left. */
  answer: ReplyContent[] | null;
  /** What that attempt asked of a person. */
  escalation: Escalation | null;
  ageMs: number;
  /** Earlier attempts, whether they counted or not. */
  tries: number;
}

/** Who hears what is sent in a turn. */
export type Addressee = Pick<TurnRow, 'id' | 'turnId' | 'phoneNumberId' | 'bsuid' | 'waId' | 'windowClosesAt'>;
