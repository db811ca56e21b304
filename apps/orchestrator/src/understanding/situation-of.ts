import { Situation } from '#libs/contracts';
import { CLARIFIER } from '../conversations/state/choose-agent.js';
import type { Session } from '../conversations/state/session.schema.js';

/** 300 tokens, at some four characters each. */
const RECENT_CHARS = 1_200;
const RECENT_TURNS = 3;

/** What of a session the meaning of a turn depends on; nothing that identifies a person. */
export function situationOf({ agent, phase, openQuestion, turns }: Session, quotedAgent = ''): Situation {
  const recent: Situation['recent'] = [];
  let left = RECENT_CHARS;
  for (const { task, answer } of turns.slice(-RECENT_TURNS).reverse()) {
    if (left <= 0) break;
    const exchange = { task: task.slice(0, left), answer: answer.slice(0, Math.max(0, left - task.length)) };
    left -= exchange.task.length + exchange.answer.length;
    recent.unshift(exchange);
  }
  return Situation.create({
    activeAgent: agent,
    phase,
    openQuestion: turns.at(-1)?.agent === CLARIFIER ? 'choice' : openQuestion,
    recent,
    quotedAgent,
  });
}
