import type { WorkspaceFile as WireFile } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { matchesAny } from './matches-any.js';
import { type Delta, deltaOf, toWorkspace, type WorkspaceFile } from './workspace.js';

const MAX_FILES = 500;
const MAX_PATH = 200;
const MAX_FILE_BYTES = 1_000_000;

/**
 * What a run did to the files that it was given. The agents service refuses all of this too: a manifest that is wrong
 * would spread to every phase that follows.
 * @throws AppError WORKSPACE_REFUSED
 */
export function readFiles(
  given: readonly WorkspaceFile[],
  wire: readonly WireFile[],
  writes: readonly string[],
): Delta {
  if (wire.length > MAX_FILES) throw refused(`more than ${MAX_FILES} files`);
  const files = wire.map(({ path, sha256, size }) => ({ path, sha256, size: Number(size) }));
  if (new Set(files.map(({ path }) => path)).size < files.length) throw refused('one path twice');
  for (const file of files) {
    if (!isPath(file.path)) throw refused('a path that is not allowed');
    if (!/^[0-9a-f]{64}$/.test(file.sha256)) throw refused('a hash that is none');
    if (!(file.size >= 0 && file.size <= MAX_FILE_BYTES)) throw refused(`a file of more than ${MAX_FILE_BYTES} bytes`);
  }
  const delta = deltaOf(toWorkspace(given), toWorkspace(files));
  const touched = [...delta.written.map(({ path }) => path), ...delta.deleted];
  if (!touched.every((path) => matchesAny(path, writes))) throw refused('a path that the phase may not write');
  return delta;
}

const isPath = (path: string): boolean =>
  path.length > 0 &&
  path.length <= MAX_PATH &&
  !/[\p{Cc}\\]/u.test(path) &&
  path.split('/').every((part) => part !== '' && !part.startsWith('.'));

const refused = (problem: string): AppError =>
  new AppError('WORKSPACE_REFUSED', { message: `the files of a phase are refused: ${problem}` });
