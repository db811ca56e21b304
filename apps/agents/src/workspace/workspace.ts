import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { ToolError } from '../tools/tool-error.js';
import { checkFiles } from './check-files.js';
import { checkPath, isText } from './check-path.js';
import type { FileEntry } from './file-entry.js';
import { workspaceLimits } from './workspace-limits.js';

/** Where the bytes of a workspace are. */
export interface BlobSource {
  /** Bytes by hexadecimal SHA-256; what is not there is left out. */
  read(sha256: readonly string[]): Promise<Map<string, Buffer>>;
}

export interface WorkspaceOptions {
  blobs: BlobSource;
  /** Globs of the paths that may be written; none: nothing may. */
  writes: readonly string[];
  /** What must never stand in a file; the answer says why. */
  refuse?: (text: string) => string | undefined;
}

/**
 * The files of one run: a manifest of paths and hashes, and what the run has changed, in memory until it ends. There is no
 * file system behind it, so there is nothing to escape to.
 */
export class Workspace {
  private readonly files: Map<string, FileEntry>;
  /** Bytes that this run wrote or has read already. */
  private readonly bytes = new Map<string, Buffer>();
  private readonly written = new Set<string>();
  private total: number;
  private state = '';

  /** @throws AppError WORKSPACE_REFUSED when the manifest is none */
  constructor(
    files: readonly FileEntry[],
    private readonly options: WorkspaceOptions,
  ) {
    checkFiles(files);
    this.files = new Map(files.map((file) => [file.path, file]));
    this.total = files.reduce((sum, { size }) => sum + size, 0);
  }

  /** Sorted by path. */
  manifest(): FileEntry[] {
    return [...this.files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Differs whenever a file does. */
  digest(): string {
    if (this.state) return this.state;
    const hash = createHash('sha256');
    for (const { path, sha256 } of this.manifest()) hash.update(`${path}\0${sha256}\n`);
    return (this.state = hash.digest('hex'));
  }

  has(path: string): boolean {
    return this.files.has(path.normalize('NFC'));
  }

  get mayWriteAny(): boolean {
    return this.options.writes.length > 0;
  }

  mayWrite(path: string): boolean {
    return this.options.writes.some((glob) => posix.matchesGlob(path, glob));
  }

  /** What this run has written and kept, for storing. */
  changes(): Map<string, Buffer> {
    return new Map([...this.written].map((sha256) => [sha256, this.bytes.get(sha256)!]));
  }

  /** @throws ToolError when there is no such text */
  async read(given: string): Promise<string> {
    const file = this.find(given);
    if (!isText(file.path)) throw new ToolError('not_text', `${file.path} is a picture: it can be used, not read.`);
    return (await this.load([file])).get(file.path)!.toString('utf8');
  }

  /** Every file with its bytes. @throws ToolError when bytes of one are gone */
  async contents(): Promise<Map<string, Buffer>> {
    return this.load(this.manifest());
  }

  /** Every text with its path. */
  async texts(prefix = ''): Promise<Map<string, string>> {
    const files = this.manifest().filter(({ path }) => isText(path) && path.startsWith(prefix));
    return new Map([...(await this.load(files))].map(([path, data]) => [path, data.toString('utf8')]));
  }

  /** @throws ToolError that says what the agent may write */
  write(given: string, text: string): FileEntry {
    const path = this.writable(given);
    if (!isText(path)) throw new ToolError('not_text', 'Only files of text can be written.');
    const reason = this.options.refuse?.(text);
    if (reason) throw new ToolError('content_refused', reason);
    const data = Buffer.from(text.toWellFormed(), 'utf8');
    const { files, fileBytes, totalBytes } = workspaceLimits;
    const former = this.files.get(path);
    if (data.length > fileBytes) throw new ToolError('too_large', `A file has at most ${fileBytes} bytes.`);
    if (!former && this.files.size >= files) throw new ToolError('too_many', `There are at most ${files} files.`);
    const total = this.total - (former?.size ?? 0) + data.length;
    if (total > totalBytes) throw new ToolError('too_large', `All files together have at most ${totalBytes} bytes.`);
    if (!former) this.refuseTwin(path);
    const sha256 = createHash('sha256').update(data).digest('hex');
    const file = { path, sha256, size: data.length };
    this.bytes.set(sha256, data);
    this.written.add(sha256);
    this.put(file, total);
    return file;
  }

  /** @throws ToolError when the text to find does not stand there exactly once */
  async patch(given: string, find: string, replace: string): Promise<FileEntry> {
    const path = this.writable(given);
    const text = await this.read(path);
    const at = text.indexOf(find);
    if (at < 0) throw new ToolError('not_found', `The text to find does not stand in ${path}. Read the file first.`);
    if (text.includes(find, at + 1))
      throw new ToolError(
        'ambiguous',
        `The text to find stands in ${path} more than once. Give more of what is around it.`,
      );
    return this.write(path, text.slice(0, at) + replace + text.slice(at + find.length));
  }

  /** @throws ToolError */
  delete(given: string): void {
    const file = this.find(this.writable(given));
    this.files.delete(file.path);
    this.total -= file.size;
    this.state = '';
    this.forget(file);
  }

  private put(file: FileEntry, total: number): void {
    const former = this.files.get(file.path);
    this.files.set(file.path, file);
    this.total = total;
    this.state = '';
    if (former) this.forget(former);
  }

  /** Versions that no file has any more take no memory: of two hundred calls each may have written a megabyte. */
  private forget({ sha256 }: FileEntry): void {
    for (const file of this.files.values()) if (file.sha256 === sha256) return;
    this.bytes.delete(sha256);
    this.written.delete(sha256);
  }

  private find(given: string): FileEntry {
    const { path, problem } = checkPath(given);
    if (path === undefined) throw new ToolError('bad_path', `Refused: ${problem}.`);
    const file = this.files.get(path);
    if (!file)
      throw new ToolError('no_such_file', `There is no file ${path}.`, { files: [...this.files.keys()].slice(0, 50) });
    return file;
  }

  private writable(given: string): string {
    const { path, problem } = checkPath(given);
    if (path === undefined) throw new ToolError('bad_path', `Refused: ${problem}.`);
    if (this.mayWrite(path)) return path;
    const { writes } = this.options;
    throw new ToolError(
      'not_yours',
      writes.length > 0 ? `You may write ${writes.join(', ')} only.` : 'You may write nothing.',
    );
  }

  /** On a disk the two would be one, and a file has no files in it. */
  private refuseTwin(path: string): void {
    const name = path.toLowerCase();
    for (const other of this.files.keys()) {
      const known = other.toLowerCase();
      if (known === name)
        throw new ToolError('bad_path', `There is ${other} already: paths must differ in more than capitals.`);
      if (known.startsWith(`${name}/`) || name.startsWith(`${known}/`))
        throw new ToolError('bad_path', `There is ${other} already: a file cannot be a folder as well.`);
    }
  }

  private async load(files: readonly FileEntry[]): Promise<Map<string, Buffer>> {
    const missing = files.map(({ sha256 }) => sha256).filter((sha256) => !this.bytes.has(sha256));
    if (missing.length > 0) {
      for (const [sha256, data] of await this.options.blobs.read([...new Set(missing)])) this.bytes.set(sha256, data);
    }
    return new Map(
      files.map(({ path, sha256 }) => {
        const data = this.bytes.get(sha256);
        if (!data) throw new ToolError('file_gone', `The bytes of ${path} are not kept any more: write it anew.`);
        return [path, data];
      }),
    );
  }
}
