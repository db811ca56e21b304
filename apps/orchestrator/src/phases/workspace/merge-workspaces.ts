import { applyDelta, type Delta, deltaOf, toWorkspace, type Workspace, type WorkspaceFile } from './workspace.js';

/** As much of a phase as its files depend on. */
export interface WorkspacePhase {
  name: string;
  dependsOn: readonly string[];
  /** Its files are those of one of these versions. */
  choose?: readonly { phase: string }[];
}

/** Two phases that did not know of each other wrote the same path; the later one won. */
export interface Conflict {
  path: string;
  loser: string;
  winner: string;
}

export interface MergedWorkspace {
  files: Workspace;
  conflicts: Conflict[];
}

/**
 * The workspaces that phases begin with: what everything that a phase depends on did, one after the other. A later phase
 * in topological order wins, and what it deleted stays deleted.
 * @param outcomes whole workspaces after phases; a phase without one changed nothing
 */
export class WorkspaceMerger {
  private readonly byName: Map<string, WorkspacePhase>;
  private readonly order: string[] = [];
  private readonly ancestors = new Map<string, Set<string>>();
  private readonly merged = new Map<string, MergedWorkspace>();
  private readonly deltas = new Map<string, Delta>();

  constructor(
    phases: readonly WorkspacePhase[],
    private readonly outcomes: Readonly<Record<string, { files: readonly WorkspaceFile[] } | undefined>>,
  ) {
    this.byName = new Map(phases.map((phase) => [phase.name, phase]));
    for (const { name } of phases) this.visit(name);
  }

  before(phase: string): MergedWorkspace {
    const known = this.merged.get(phase);
    if (known) return known;
    const ancestors = this.ancestors.get(phase) ?? new Set();
    const conflicts: Conflict[] = [];
    const touchedBy = new Map<string, string>();
    let files: Workspace = new Map();
    for (const name of this.order.filter((candidate) => ancestors.has(candidate))) {
      const delta = this.deltaOf(name);
      for (const path of [...delta.deleted, ...delta.written.map((file) => file.path)]) {
        const loser = touchedBy.get(path);
        const isNews = delta.written.find((file) => file.path === path)?.sha256 !== files.get(path)?.sha256;
        if (loser !== undefined && isNews && !this.ancestors.get(name)!.has(loser))
          conflicts.push({ path, loser, winner: name });
        touchedBy.set(path, name);
      }
      files = applyDelta(files, delta);
    }
    const merged = { files, conflicts };
    this.merged.set(phase, merged);
    return merged;
  }

  /**
   * The workspace with one version of several: where the versions differ it is as that one was, and what others wrote
   * meanwhile stays.
   */
  choose(phase: string, version: string): Workspace {
    const files = new Map(this.before(phase).files);
    const chosen = toWorkspace(this.outcomes[version]?.files ?? []);
    for (const { phase: other } of this.byName.get(phase)?.choose ?? []) {
      const { written, deleted } = deltaOf(chosen, toWorkspace(this.outcomes[other]?.files ?? chosen.values()));
      for (const path of [...written.map((file) => file.path), ...deleted]) {
        const file = chosen.get(path);
        if (file) files.set(path, file);
        else files.delete(path);
      }
    }
    return files;
  }

  private deltaOf(phase: string): Delta {
    const known = this.deltas.get(phase);
    if (known) return known;
    const outcome = this.outcomes[phase];
    const delta = outcome
      ? deltaOf(this.before(phase).files, toWorkspace(outcome.files))
      : { written: [], deleted: [] };
    this.deltas.set(phase, delta);
    return delta;
  }

  private visit(name: string): Set<string> {
    const known = this.ancestors.get(name);
    if (known) return known;
    const ancestors = new Set<string>();
    this.ancestors.set(name, ancestors);
    for (const dependency of this.byName.get(name)?.dependsOn ?? []) {
      ancestors.add(dependency);
      for (const earlier of this.visit(dependency)) ancestors.add(earlier);
    }
    this.order.push(name);
    return ancestors;
  }
}
