import type { Session } from '../conversations/state/session.schema.js';

/** Turns without a summary from which on one is made: well before the session drops its oldest. */
export const SUMMARISE_AT = 24;
/** The newest turns stay as they were said. */
export const KEEP = 8;

/** What a summary is to be made of, and the newest turn that it will cover; undefined while the session needs none. */
export function planSummary({ turns, summary }: Session): { task: string; upToTurn: string } | undefined {
  const covered = turns.findIndex(({ turnId }) => turnId === summary?.upToTurn);
  const open = turns.slice(covered + 1);
  if (open.length < SUMMARISE_AT) return undefined;
  const older = open.slice(0, -KEEP);
  const said = older.map(({ task, answer }) => `person: ${task}\nwe: ${answer}`).join('\n');
  const before = summary ? `Summary so far:\n${summary.text}\n\n` : '';
  return { task: `${before}Conversation since:\n${said}`, upToTurn: older.at(-1)!.turnId };
}
