/** A file of a workspace: its content is kept by its hash. */
export interface WorkspaceFile {
  path: string;
  /** Hexadecimal. */
  sha256: string;
  size: number;
}

/** By path. */
export type Workspace = ReadonlyMap<string, WorkspaceFile>;

/** What a phase did to the workspace that it began with. */
export interface Delta {
  written: WorkspaceFile[];
  deleted: string[];
}

export const toWorkspace = (files: Iterable<WorkspaceFile>): Workspace =>
  new Map([...files].map((file) => [file.path, file]));

/** Sorted by path, so that equal workspaces look equal. */
export const toFiles = (workspace: Workspace): WorkspaceFile[] =>
  [...workspace.values()].sort((a, b) => (a.path < b.path ? -1 : 1));

export function deltaOf(before: Workspace, after: Workspace): Delta {
  return {
    written: toFiles(after).filter(({ path, sha256 }) => before.get(path)?.sha256 !== sha256),
    deleted: [...before.keys()].filter((path) => !after.has(path)).sort(),
  };
}

export function applyDelta(workspace: Workspace, { written, deleted }: Delta): Workspace {
  const files = new Map(workspace);
  for (const path of deleted) files.delete(path);
  for (const file of written) files.set(file.path, file);
  return files;
}
