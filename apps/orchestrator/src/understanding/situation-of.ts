import { Situation } from '#libs/contracts';
import { BUILDER, CLARIFIER } from '../conversations/state/choose-agent.js';
import type { Session } from '../conversations/state/session.schema.js';
import { buildAtHand } from './build-at-hand.js';

/** 300 tokens, at some four characters each. */
const RECENT_CHARS = 1_200;
const RECENT_TURNS = 3;

/** What of a session the meaning of a turn depends on; nothing that identifies a person. */
export function situationOf(session: Session, quotedAgent = '', now = Date.now()): Situation {
  const { turns } = session;
  const { agent, phase, openQuestion } = taskOf(session, quotedAgent, now);
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

type Task = Pick<Session, 'agent' | 'phase' | 'openQuestion'>;

/** A build that is at hand is the task while nothing else waits for an answer: it goes on behind everything that is spoken of. */
function taskOf(session: Session, quotedAgent: string, now: number): Task {
  const { agent, phase, openQuestion } = session;
  const isBusy = agent !== BUILDER && Boolean(phase || openQuestion);
  const build = quotedAgent === BUILDER || !isBusy ? buildAtHand(session, now) : undefined;
  if (build || quotedAgent === BUILDER)
    return { agent: BUILDER, phase: 'build', openQuestion: agent === BUILDER ? openQuestion : '' };
  // What was built long ago is not what is spoken of
  return agent === BUILDER && !openQuestion
    ? { agent: '', phase: '', openQuestion: '' }
    : { agent, phase, openQuestion };
}
