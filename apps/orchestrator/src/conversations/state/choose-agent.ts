import { Confidence, Source, type Verdict } from '#libs/contracts';
import type { Session } from './session.schema.js';

/** Takes what nobody else should. */
export const GENERALIST = 'concierge';

/** Begins builds; it plans them and does not talk, so what people want of a build is answered in its name. */
export const BUILDER = 'planner';

/** The speaker of clarifying questions, which are Parley's own. */
export const CLARIFIER = 'clarify';

/** Turns in which two agents may hand a conversation to each other so many times, and no more. */
const WINDOW = 10;
const MAX_EXCHANGES = 2;

/**
 * Who answers: whom the verdict names, as far as a conversation may change hands. A rule, a tap or a quote always may; a
 * guess does not leave a question that is open, and two agents that pass a person to and fro lose them to the generalist.
 */
export function chooseAgent(session: Session, { candidates, source, confidence }: Verdict): string {
  const named = candidates[0]?.agent ?? (session.agent || GENERALIST);
  if (source === Source.SOURCE_RULE || !session.agent || named === session.agent) return named;
  if (session.openQuestion && confidence !== Confidence.CONFIDENCE_HIGH) return session.agent;
  if (named === BUILDER || session.agent === BUILDER) return named; // a build goes on whatever is spoken of beside it
  return named !== GENERALIST && exchanges(session, named) >= MAX_EXCHANGES ? GENERALIST : named;
}

/** How often the conversation went between the two in the last turns; the generalist's part in between counts for neither. */
function exchanges({ turns, agent }: Session, other: string): number {
  const speakers = turns
    .slice(-WINDOW)
    .map((turn) => turn.agent)
    .filter((speaker) => speaker === agent || speaker === other);
  return speakers.filter((speaker, index) => index > 0 && speaker !== speakers[index - 1]).length;
}
