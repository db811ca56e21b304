import { isEnded, type ShownPhase } from './shown-phase.js';

/** How long phases of a workflow have taken, by name: the median, in milliseconds. */
export type Durations = ReadonlyMap<string, number>;

export interface Estimate {
  ms: number;
  /** Something of it has never run before: a guess. */
  isGuess: boolean;
}

/** What agents take, roughly, until it is known. */
const GUESSES_MS: Readonly<Record<string, number>> = {
  planner: 15_000,
  designer: 30_000,
  content: 30_000,
  frontend: 90_000,
  backend: 60_000,
  'code-reviewer': 30_000,
  qa: 30_000,
  devops: 15_000,
};
const OTHER_GUESS_MS = 30_000;
/** What has taken longer than usual is taken for nearly done. */
const LEAST_SHARE = 0.1;

/**
 * Time that is left, along the longest way through the phases that are not over. A phase that may turn out not to be needed
 * counts with its median, which knows how often it was not; never seen, it counts nothing.
 */
export function estimate(phases: readonly ShownPhase[], durations: Durations, now: number): Estimate {
  const byName = new Map(phases.map((phase) => [phase.name, phase]));
  const left = new Map<string, number>();
  let isGuess = false;
  const until = (name: string): number => {
    const phase = byName.get(name);
    if (!phase) return 0;
    const known = left.get(name);
    if (known !== undefined) return known;
    left.set(name, 0); // a circle, which no workflow has, would end here
    const before = Math.max(0, ...phase.dependsOn.map(until));
    const total = before + own(phase);
    left.set(name, total);
    return total;
  };
  const own = (phase: ShownPhase): number => {
    if (isEnded(phase) || phase.state === 'failed' || phase.state === 'cancelled') return 0;
    const median = durations.get(phase.name);
    if (median === undefined) isGuess ||= !phase.isConditional;
    const whole = median ?? (phase.isConditional ? 0 : (GUESSES_MS[phase.agent] ?? OTHER_GUESS_MS));
    if (phase.state !== 'running' || !phase.startedAt) return whole;
    return Math.max(whole * LEAST_SHARE, whole - (now - phase.startedAt.getTime()));
  };
  const ms = Math.max(0, ...phases.map(({ name }) => until(name)));
  return { ms, isGuess };
}
