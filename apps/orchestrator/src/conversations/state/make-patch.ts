import { type Escalation, Intent, type SlotUpdate } from '#libs/contracts';
import { GENERALIST } from './choose-agent.js';
import { OPEN_QUESTIONS, SCHEMA, type Session, type SessionLane, type SessionPatch } from './session.schema.js';
import { validateSlots } from './session-validator.js';

/** What a turn came to, as far as the session is concerned. */
export interface TurnResult {
  language: string;
  intent: Intent;
  /** Who answered; empty for Parley's own texts. */
  speaker: string;
  /** An agent, not one of our own texts: those leave the task as it is. */
  isAgent: boolean;
  slots?: SlotUpdate;
  escalation?: Escalation;
}

export interface MadePatch {
  patch: SessionPatch;
  /** Why what the agent wanted to note was not taken; the rest of its answer stands. */
  refused?: string;
}

/** Slots are stored with at least one turn of so many, so that the turns which a session is built from hold them. */
const SLOTS_EVERY = 20;

/** The change that a turn makes to its session, as it is stored with the answer. */
export function makePatch(session: Session, result: TurnResult, at: number): MadePatch {
  const { language, speaker, escalation } = result;
  const { slots, refused } = slotsAfter(session, result);
  const isDue = session.slotsAge + 1 >= SLOTS_EVERY && Object.keys(session.slots).length > 0;
  const patch: SessionPatch = {
    schema: SCHEMA,
    ...taskAfter(session, refused ? { ...result, slots: undefined } : result),
    locale: language,
    speaker,
    beganAt: session.beganAt,
    at,
  };
  if (slots ?? isDue) patch.slots = slots ?? session.slots;
  if (escalation) patch.escalation = { ...escalation, summary: escalation.summary.slice(0, 2_000) };
  return { patch, refused };
}

type Task = Pick<SessionPatch, 'lane' | 'agent' | 'phase' | 'openQuestion'>;

function taskAfter(session: Session, { isAgent, speaker, intent, slots }: TurnResult): Task {
  const { lane, agent, phase, openQuestion } = session;
  const before = { lane, agent, phase, openQuestion };
  if (!isAgent) return before;
  if (slots) {
    const isOpen = Boolean(slots.phase || slots.openQuestion);
    const asked = OPEN_QUESTIONS.find((question) => question === slots.openQuestion) ?? 'text';
    return {
      lane: lanes[intent] ?? lane,
      agent: isOpen ? speaker : '',
      phase: slots.phase.slice(0, 64),
      openQuestion: asked,
    };
  }
  if (speaker === agent) return { ...before, lane: lanes[intent] ?? lane };
  if (speaker === GENERALIST) return { lane: 'general', agent: '', phase: '', openQuestion: '' };
  return { lane: lanes[intent] ?? 'general', agent: speaker, phase: '', openQuestion: '' };
}

function slotsAfter(session: Session, { slots, speaker }: TurnResult): { slots?: Session['slots']; refused?: string } {
  if (!slots?.slotsJson) return {};
  const validated = validateSlots(slots.slotsJson, speaker, session.slots);
  if ('problem' in validated) return { refused: validated.problem };
  return { slots: { ...session.slots, [speaker]: validated.value } };
}

const lanes: Partial<Record<Intent, SessionLane>> = {
  [Intent.INTENT_INFORMATION]: 'information',
  [Intent.INTENT_COMMERCE]: 'commerce',
  [Intent.INTENT_SUPPORT]: 'support',
  [Intent.INTENT_BUILD_REQUEST]: 'build',
  [Intent.INTENT_BUILD_REFINEMENT]: 'build',
  [Intent.INTENT_BUILD_STATUS]: 'build',
  [Intent.INTENT_BUILD_CANCEL]: 'build',
  [Intent.INTENT_BUILD_UNDO]: 'build',
};
