import type { Exchange, Run } from '#libs/contracts';
import type { ModelPrompt } from '#libs/llm';
import type { AgentDefinition } from '../catalogue/agent-catalogue.js';
import type { Surroundings } from './surroundings.js';
import { toContext } from './to-context.js';
import { toFiles } from './to-files.js';

/** Older exchanges are left out once the newer ones fill this. */
const historyLength = 60_000;

type Turn = ModelPrompt['turns'][number];

/**
 * What the model is sent, from what is equal for all runs to what is this one's own: rules, agent, business, then the
 * conversation. All that changes from turn to turn stands behind the cached part: the context in a block of its own, and
 * last, alone, what the person wrote; nothing comes after it, so nothing in it can pretend to be the end of it.
 */
export function toPrompt({ system }: AgentDefinition, run: Run, surroundings: Surroundings): ModelPrompt {
  const texts = [toContext(run, surroundings), run.task.toWellFormed()];
  const person: Turn = { role: 'user', texts };
  if (run.attachments.length > 0) person.files = toFiles(run.attachments);
  const turns = [...toTurns(run.history), person];
  if (run.summary.trim()) turns[0] = { ...turns[0]!, texts: [toSummary(run.summary), ...turns[0]!.texts] };
  const { facts } = surroundings;
  return { system: facts ? [...system, `<business>\n${facts}\n</business>`] : system, turns };
}

function toTurns(history: Exchange[]): Turn[] {
  const turns: Turn[] = [];
  let left = historyLength;
  for (const { task, answer } of history.toReversed()) {
    left -= task.length + answer.length;
    if (left < 0) break;
    if (!task.trim() || !answer.trim()) continue; // the API refuses empty texts
    turns.unshift(
      { role: 'user', texts: [task.toWellFormed()] },
      { role: 'assistant', texts: [answer.toWellFormed()] },
    );
  }
  return turns;
}

const toSummary = (summary: string): string =>
  `<summary of what was said before>\n${escape(summary).slice(0, 8_000)}\n</summary>`;

/** Free text that cannot end the element that it stands in. */
export const escape = (text: string): string => text.replaceAll('<', '‹').replaceAll('\0', '').toWellFormed();
