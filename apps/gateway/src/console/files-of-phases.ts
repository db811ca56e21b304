import { type BuildPhase, type FileEntry, PhaseState } from '#libs/contracts';

const withResult: readonly PhaseState[] = [PhaseState.PHASE_STATE_DONE, PhaseState.PHASE_STATE_REUSED];

/**
 * The files of a revision as they stand, by path: those after the phases that no other finished phase builds on. Where several
 * have a file, the one that finished last has it; what a failed run has written comes after all.
 */
export function filesOfPhases(phases: readonly BuildPhase[]): Map<string, FileEntry> {
  const ended = phases.filter(({ state, files }) => withResult.includes(state) && files.length > 0);
  const builtOn = ancestorsOf(phases, ended);
  const last = ended
    .filter(({ name }) => !builtOn.has(name))
    .toSorted((a, b) => (a.finishedAt?.getTime() ?? 0) - (b.finishedAt?.getTime() ?? 0));
  const left = phases.filter(({ unfinished }) => unfinished);
  return new Map([...last, ...left].flatMap(({ files }) => files.map((file) => [file.path, file])));
}

/** Names of all that these depend on, directly or through others. */
function ancestorsOf(phases: readonly BuildPhase[], of: readonly BuildPhase[]): Set<string> {
  const dependsOn = new Map(phases.map((phase) => [phase.name, phase.dependsOn]));
  const found = new Set<string>();
  const waiting = of.flatMap((phase) => phase.dependsOn);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...(dependsOn.get(name) ?? []));
  }
  return found;
}
