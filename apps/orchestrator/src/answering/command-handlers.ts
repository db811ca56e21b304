import type { Verdict } from '#libs/contracts';
import type { Lease } from '#libs/work';
import type { BuiltTurn } from '../building/built-turn.js';
import type { ReplyContent, TurnRow } from '../turns/turn-row.js';

/** Does what a command asks for and says so. May be called again for the same turn, so its effect is idempotent by it. */
export type CommandHandler = (row: TurnRow, lease: Lease, turn: BuiltTurn, verdict: Verdict) => Promise<ReplyContent[]>;

/** Commands that act, by their names; all others are answered with a fixed text. */
export type CommandHandlers = Readonly<Record<string, CommandHandler>>;

export const COMMAND_HANDLERS = Symbol('command handlers');
