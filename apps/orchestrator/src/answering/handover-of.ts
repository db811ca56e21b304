import type { Session } from '../conversations/state/session.schema.js';

const GOAL_CHARS = 300;
const FACTS_CHARS = 1_500;

/**
 * What an agent is told who gets a conversation from another: goal, facts and open question as JSON, not the transcript.
 * Empty while the conversation stays with whom it was.
 */
export function handoverOf(session: Session, agent: string, note: string): string {
  const last = session.turns.findLast((turn) => turn.agent);
  const isNew = last !== undefined && last.agent !== agent;
  if (!isNew && !note) return '';
  const facts = JSON.stringify(session.slots[last?.agent ?? ''] ?? {});
  return JSON.stringify({
    ...(isNew && {
      from: last.agent,
      goal: last.task.slice(0, GOAL_CHARS),
      facts: facts.length > 2 && facts.length <= FACTS_CHARS ? (JSON.parse(facts) as unknown) : undefined,
      phase: session.phase || undefined,
      openQuestion: session.openQuestion || undefined,
    }),
    fromOperator: note || undefined,
  });
}
