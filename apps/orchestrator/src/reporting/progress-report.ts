import { buildText } from './build-text.js';
import { estimate, type Durations } from './estimate.js';
import { nameOf } from './name-of.js';
import { progressBar } from './progress-bar.js';
import { spokenRest } from './spoken-estimate.js';
import type { Standing } from './standing.js';
import { type Step, toSteps } from './to-steps.js';

export interface ProgressReport {
  body: string;
  /** The steps that are over and those that go on: as long as it is the same there is nothing new. */
  standing: string;
}

const SUMMARY_CHARS = 300;

/** What a person is told while it goes on; undefined while nothing is over that they could hear of. */
export function progressReport(build: Standing, durations: Durations, now: number): ProgressReport | undefined {
  const { language, phases, revision } = build;
  const steps = toSteps(phases, language);
  const done = titlesOf(steps, 'done');
  const running = titlesOf(steps, 'running');
  if (done.length === 0 || running.length === 0) return undefined;
  const what = nameOf(build);
  const summary = revision === 1 && done.length === 1 ? planOf(build) : undefined;
  const first = summary
    ? buildText('progressPlan', language, { what, summary, now: running.join(', ') })
    : buildText('progress', language, { what, done: done.join(', '), now: running.join(', ') });
  return {
    body: [first, `${progressBar(steps)} · ${spokenRest(estimate(phases, durations, now), language)}`].join('\n'),
    standing: `${revision}: ${done.join(', ')} | ${running.join(', ')}`,
  };
}

const titlesOf = (steps: readonly Step[], state: Step['state']): string[] =>
  steps.filter((step) => step.state === state).map(({ title }) => title);

/** What the planner says will be done, which it says in the language of the person. */
function planOf({ phases }: Standing): string | undefined {
  const summary = phases.find(({ agent }) => agent === 'planner')?.output?.['summary'];
  return typeof summary === 'string' && summary ? summary.replace(/\s+/g, ' ').slice(0, SUMMARY_CHARS) : undefined;
}
