import type { Escalation } from '#libs/contracts';
import type { TurnRow } from '../turns/turn-row.js';

/** Brings a person into a conversation. Asked at least once per turn that needs one, so idempotent by the turn. */
export interface Escalations {
  /** What an agent asks for; its answer tells the one who writes. */
  request(row: TurnRow, escalation: Escalation): Promise<void>;
  /** After a turn that failed or was not understood: true when it was one too many and a person has been asked for. */
  afterFailure(row: TurnRow): Promise<boolean>;
}

export const ESCALATIONS = Symbol('escalations');
