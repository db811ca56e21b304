import { isObject } from '../../wire/message-request.js';
import { agentWords } from './agent-words.js';
import type { Desk, Move } from './desk.js';
import { submit } from './work-on-files.js';

/** Brings together what others said: their own words one after the other, and nothing of its own. */
export function playSynthesiser(desk: Desk): Move {
  const words = agentWords[desk.task.language];
  const said = [...desk.task.values]
    .filter(([name]) => name.startsWith('outputs.'))
    .map(([, value]) => toWords(value))
    .filter(Boolean);
  const text = said.join('\n\n').slice(0, 20_000) || words.offline;
  const summary = (said[0] ?? words.offline).slice(0, 1_000);
  return submit(desk, { summary, text, agreements: [], disagreements: [] }, summary);
}

/** A view on a question, for patterns in which several agents answer: it says that it has none. */
export function playAdviser(desk: Desk): Move {
  const text = agentWords[desk.task.language].offline;
  return submit(desk, { text }, text);
}

function toWords(value: unknown): string {
  if (!isObject(value)) return typeof value === 'string' ? value : '';
  return [value.text, value.summary].find((part) => typeof part === 'string') ?? '';
}
