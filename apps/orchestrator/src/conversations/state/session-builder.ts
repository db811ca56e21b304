import { applyPatch, type PatchedTurn } from './apply-patch.js';
import { SCHEMA, type Session, type Summary } from './session.schema.js';

/** What the claimed conversation says of itself; it beats what any copy remembers. */
export interface SessionOwner {
  id: string;
  phoneNumberId: string;
  language: string;
  /** Of the state that the conversation is in, and the last answered turn: a copy with both is current. */
  sessionVersion: number;
  sessionTurn: string | null;
  ownedBy: Session['handoff'];
  isOptedOut: boolean;
}

/** Turns of a conversation as they were stored, oldest first. */
export interface PastTurn extends PatchedTurn {
  summary: Summary | null;
}

/** A day without a turn ends a session: what was said is remembered, what was under way is not. */
export const SESSION_MS = 24 * 60 * 60_000;

export function newSession(owner: SessionOwner, now: number): Session {
  const { id, phoneNumberId, language, sessionVersion } = owner;
  return {
    schema: SCHEMA,
    version: sessionVersion,
    identity: { phoneNumberId, contactId: id },
    locale: language,
    lane: 'general',
    agent: '',
    phase: '',
    openQuestion: '',
    turns: [],
    slots: {},
    slotsAge: 0,
    cart: '',
    ...standing(owner),
    summary: null,
    beganAt: now,
    lastTurnAt: now,
  };
}

/** The session that the turns of a conversation come to. */
export function rebuildSession(owner: SessionOwner, past: readonly PastTurn[], now: number): Session {
  const folded = past.reduce<Session>(
    (session, turn) => ({ ...applyPatch(session, turn), summary: turn.summary ?? session.summary }),
    newSession(owner, now),
  );
  return resume(folded, owner, now);
}

/** A session as the turn that begins now finds it. */
export function resume(session: Session, owner: SessionOwner, now: number): Session {
  const current = { ...session, version: owner.sessionVersion, ...standing(owner) };
  if (session.turns.length > 0 && now - session.lastTurnAt < SESSION_MS) return current;
  return { ...current, lane: 'general', agent: '', phase: '', openQuestion: '', beganAt: now, lastTurnAt: now };
}

const standing = ({ ownedBy, isOptedOut }: SessionOwner): Pick<Session, 'handoff' | 'consent'> => ({
  handoff: ownedBy,
  consent: isOptedOut ? 'withdrawn' : 'given',
});
