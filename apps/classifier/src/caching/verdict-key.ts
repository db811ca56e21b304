import { createHash } from 'node:crypto';
import type { Turn } from '#libs/contracts';
import { normaliseText } from '#libs/texts';
import type { Routes } from '../routing/routes.js';

/** Raised when equal turns may get other verdicts: rules, prompt or thresholds changed. */
const PIPELINE = '1';

/** Full SHA-256 of everything that a verdict depends on. It names nobody, and no text can be read back from it. */
export function verdictKey(turn: Turn, language: string, routes: Routes): string {
  const { activeAgent = '', phase = '', openQuestion = '', recent = [] } = turn.situation ?? {};
  const state = [PIPELINE, routes.version, routes.id, language, turn.kind, activeAgent, phase, openQuestion];
  const talk = activeAgent ? recent.flatMap(({ task, answer }) => [task, answer]) : []; // read only with an open task
  return createHash('sha256')
    .update(JSON.stringify([...state, normaliseText(turn.text), ...talk]))
    .digest('hex');
}

export { isRepeatable } from '#libs/texts';
