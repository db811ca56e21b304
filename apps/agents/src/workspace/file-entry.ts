import { WorkspaceFile } from '#libs/contracts';

/** A file by its place and its bytes. */
export interface FileEntry {
  path: string;
  /** Hexadecimal. */
  sha256: string;
  size: number;
}

/** Sizes travel as text, because they are 64 bits wide. */
export const fromWire = (files: readonly WorkspaceFile[]): FileEntry[] =>
  files.map(({ path, sha256, size }) => ({ path, sha256, size: Number(size) }));

export const toWire = (files: readonly FileEntry[]): WorkspaceFile[] =>
  files.map(({ path, sha256, size }) => ({ path, sha256, size: `${size}` }));
