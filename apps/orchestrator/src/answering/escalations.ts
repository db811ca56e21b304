import type { Escalation } from '#libs/contracts';
import type { TurnRow } from '../turns/turn-row.js';

/** Brings a person into a conversation. Asked at least once per turn that needs one, so idempotent by the turn. */
export interface Escalations {
  request(row: TurnRow, escalation: Escalation): Promise<void>;
}

export const ESCALATIONS = Symbol('escalations');
