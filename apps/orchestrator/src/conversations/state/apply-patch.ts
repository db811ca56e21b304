import { type DialogueTurn, LIMITS, type Session, type SessionPatch } from './session.schema.js';

/** A turn as its row keeps it. */
export interface PatchedTurn {
  turnId: string;
  task: string;
  answer: string;
  patch: SessionPatch;
}

/** The session after a turn: the same whether it happened just now or is read from the turn's row. */
export function applyPatch(session: Session, { turnId, task, answer, patch }: PatchedTurn): Session {
  const { lane, agent, phase, openQuestion, locale, speaker, beganAt, at } = patch;
  const slots = patch.slots ?? session.slots;
  return {
    ...session,
    version: session.version + 1,
    locale: locale || session.locale,
    lane,
    agent,
    phase,
    openQuestion,
    turns: bounded([...session.turns, { turnId, agent: speaker, task: cut(task), answer: cut(answer) }]),
    slots,
    slotsAge: patch.slots ? 0 : session.slotsAge + 1,
    cart: cartOf(slots),
    beganAt,
    lastTurnAt: at,
  };
}

/** Never half of a character. */
const cut = (text: string): string =>
  text.length > LIMITS.turnChars ? text.slice(0, LIMITS.turnChars).replace(/[\ud800-\udbff]$/, '') : text;

/** The newest turns that fit; never none. */
function bounded(turns: DialogueTurn[]): DialogueTurn[] {
  let first = Math.max(0, turns.length - LIMITS.turns);
  let chars = 0;
  for (let index = turns.length - 1; index >= first; index -= 1) {
    chars += turns[index]!.task.length + turns[index]!.answer.length;
    if (chars > LIMITS.dialogueChars) first = index + 1;
  }
  return turns.slice(Math.min(first, turns.length - 1));
}

function cartOf(slots: Session['slots']): string {
  for (const { cart } of Object.values(slots)) if (typeof cart === 'string' && cart.length <= 64) return cart;
  return '';
}
