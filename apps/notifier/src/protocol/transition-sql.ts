import { type SendEvent, sendStates, transition } from './transition.js';

/**
 * A SQL expression for the state that follows: `transition` written out as a CASE over two columns.
 * @param state expression of the present state
 * @param event expression of the event, one of `events`
 */
export function transitionSql(state: string, event: string, events: readonly SendEvent[]): string {
  const cases = events.map((name) => `WHEN '${name}' THEN ${nextSql(state, name)}`);
  return `CASE ${event} ${cases.join(' ')} ELSE ${state} END`;
}

function nextSql(state: string, event: SendEvent): string {
  const moving = sendStates.filter((from) => transition(from, event) !== from);
  const to = transition(moving[0]!, event);
  return `CASE WHEN ${state} IN (${moving.map((from) => `'${from}'`).join(', ')}) THEN '${to}' ELSE ${state} END`;
}
