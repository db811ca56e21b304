import { AppError } from '#libs/errors';
import { checkPath } from './check-path.js';
import type { FileEntry } from './file-entry.js';
import { workspaceLimits } from './workspace-limits.js';

/**
 * A manifest that can be worked on and published.
 * @throws AppError WORKSPACE_REFUSED with the first thing that is wrong
 */
export function checkFiles(files: readonly FileEntry[]): void {
  const { files: most, fileBytes, totalBytes } = workspaceLimits;
  if (files.length > most) throw refused('files', `a workspace has at most ${most} files`);
  const names = new Set<string>();
  let total = 0;
  for (const { path, sha256, size } of files) {
    const { problem, path: normal } = checkPath(path);
    if (problem !== undefined) throw refused('path', problem);
    if (normal !== path) throw refused('path', 'a path is not normalised');
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw refused('sha256', 'a hash is 64 hexadecimal digits');
    if (!Number.isSafeInteger(size) || size < 0 || size > fileBytes)
      throw refused('size', `a file has at most ${fileBytes} bytes`);
    total += size;
    if (total > totalBytes) throw refused('size', `a workspace has at most ${totalBytes} bytes`);
    const name = path.toLowerCase();
    if (names.has(name)) throw refused('path', 'two files differ in nothing but capitals');
    names.add(name);
  }
}

const refused = (field: string, message: string): AppError =>
  new AppError('WORKSPACE_REFUSED', { message, metadata: { field } });
