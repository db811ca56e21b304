import { AppError } from '#libs/errors';
import type { Phase } from '../workflows/workflow.js';

/** A phase as it is stored. */
export interface LaidPhase {
  position: number;
  definition: Phase;
  depends_on: string[];
  /** What it depends on, directly or through others. */
  ancestors: string[];
  state: 'ready' | 'blocked';
}

/** More would make one build a burden for its neighbours: expanded loops of reviews included. */
const MOST_PHASES = 100;

/**
 * Workflows are checked where they are made; here it is made sure that a build of these phases can come to an end.
 * @throws AppError WORKFLOW_INVALID
 */
export function layPhases(phases: readonly Phase[]): LaidPhase[] {
  if (phases.length === 0 || phases.length > MOST_PHASES)
    throw new AppError('WORKFLOW_INVALID', { message: `a build has 1 to ${MOST_PHASES} phases, not ${phases.length}` });
  const ancestors = ancestorsOf(phases);
  return phases.map((definition, position) => ({
    position,
    definition,
    depends_on: definition.dependsOn,
    ancestors: ancestors.get(definition.name)!,
    state: definition.dependsOn.length === 0 && !definition.approval ? 'ready' : 'blocked',
  }));
}

/** By name of the phase. @throws AppError WORKFLOW_INVALID for a cycle, an unknown or a doubled name */
export function ancestorsOf(phases: readonly Phase[]): Map<string, string[]> {
  const byName = new Map(phases.map((phase) => [phase.name, phase]));
  if (byName.size < phases.length) throw new AppError('WORKFLOW_INVALID', { message: 'two phases have one name' });
  const known = new Map<string, string[]>();
  const visit = (name: string, path: readonly string[]): string[] => {
    const phase = byName.get(name);
    if (!phase) throw new AppError('WORKFLOW_INVALID', { message: `there is no phase ${name}` });
    if (path.includes(name))
      throw new AppError('WORKFLOW_INVALID', { message: `a cycle: ${[...path, name].join(' → ')}` });
    const done = known.get(name);
    if (done) return done;
    const all = phase.dependsOn.flatMap((one) => [one, ...visit(one, [...path, name])]);
    known.set(name, [...new Set(all)]);
    return known.get(name)!;
  };
  phases.forEach(({ name }) => visit(name, []));
  return known;
}

/** These phases and everything that depends on them, directly or through others. */
export function affectedBy(phases: readonly Phase[], targets: readonly string[]): Set<string> {
  const ancestors = ancestorsOf(phases);
  const isTouched = (name: string) =>
    targets.includes(name) || ancestors.get(name)!.some((one) => targets.includes(one));
  return new Set(phases.map(({ name }) => name).filter(isTouched));
}
