import { isUtf8 } from 'node:buffer';
import { Inject, Injectable } from '@nestjs/common';
import type { FileEntry } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { createPlaces } from '#libs/resilience';
import { BlobsService } from '../sites/blobs.service.js';
import type { BuildDiff, FileChange, FileContent, FileList, FileView } from './build-views.js';
import * as schema from './build.schema.js';
import { BuildsClient } from './builds.client.js';
import { parse } from './console.schema.js';
import { filesOfPhases } from './files-of-phases.js';
import { unifiedDiff } from './unified-diff.js';

const MOST_TEXT_BYTES = 256 * 1_024;
const MOST_CHANGES = 200;
const MOST_PATCHES = 50;

interface Change {
  path: string;
  before?: FileEntry;
  after?: FileEntry;
}

/** The files of a build, and what differs between two of its revisions; both bounded, because agents wrote them. */
@Injectable()
export class BuildFiles {
  /** Of diffs: they need this process's time. */
  private readonly places = createPlaces('build-files', 1, 20);

  constructor(
    @Inject(BuildsClient) private readonly client: BuildsClient,
    @Inject(BlobsService) private readonly blobs: BlobsService,
  ) {}

  async read(params: unknown, query: unknown): Promise<FileList | FileContent> {
    const { id } = parse(schema.onBuild, params);
    const asked = parse(schema.onFile, query);
    const { revision, files } = await this.filesOf(id, asked.revision);
    if (asked.path === undefined) return { revision, files: [...files.values()].map(toView).toSorted(byPath) };
    const file = files.get(asked.path);
    if (!file) throw new AppError('NOT_FOUND', { message: 'no such file' });
    const data = await this.blobs.read(file.sha256, Number(file.size));
    if (!data) throw new AppError('NOT_FOUND', { message: 'the file is too large or was lost' });
    const isCut = data.length > MOST_TEXT_BYTES;
    const text = isText(data) ? data.subarray(0, MOST_TEXT_BYTES).toString() : null;
    return { revision, ...toView(file), text, isCut: text !== null && isCut };
  }

  async diff(params: unknown, query: unknown): Promise<BuildDiff> {
    const { id } = parse(schema.onBuild, params);
    const { from, to } = parse(schema.diffOf, query);
    const [before, after] = await Promise.all([this.filesOf(id, from), this.filesOf(id, to)]);
    const changes = changesBetween(before.files, after.files);
    const views: FileChange[] = [];
    await this.places.execute(async () => {
      for (const [index, change] of changes.slice(0, MOST_CHANGES).entries())
        views.push(await this.toChange(change, index < MOST_PATCHES));
    });
    return { from, to, changes: views, isCut: changes.length > MOST_CHANGES };
  }

  private async filesOf(buildId: string, asked: number) {
    const { build, phases } = await this.client.grpc.call('getBuild', { buildId, revision: asked });
    return { revision: asked || (build?.revision ?? 0), files: filesOfPhases(phases) };
  }

  private async toChange({ path, before, after }: Change, hasPatch: boolean): Promise<FileChange> {
    const [old, now] = hasPatch ? await Promise.all([this.textOf(before), this.textOf(after)]) : [];
    const diff = old === undefined || now === undefined ? undefined : await unifiedDiff(path, old, now);
    return {
      path,
      kind: before ? (after ? 'changed' : 'removed') : 'added',
      sizeBefore: Number(before?.size ?? 0),
      sizeAfter: Number(after?.size ?? 0),
      added: diff?.added ?? 0,
      removed: diff?.removed ?? 0,
      patch: diff?.patch ?? null,
    };
  }

  /** Empty for a file that is not there; undefined for what cannot be compared by lines. */
  private async textOf(file: FileEntry | undefined): Promise<string | undefined> {
    if (!file) return '';
    if (Number(file.size) > MOST_TEXT_BYTES) return undefined;
    const data = await this.blobs.read(file.sha256, Number(file.size));
    return data && isText(data) ? data.toString() : undefined;
  }
}

const isText = (data: Buffer): boolean => isUtf8(data) && !data.includes(0);
const toView = ({ path, sha256, size }: FileEntry): FileView => ({ path, sha256, size: Number(size) });
const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);

type Files = ReadonlyMap<string, FileEntry>;

function changesBetween(before: Files, after: Files): Change[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths]
    .map((path): Change => ({ path, before: before.get(path), after: after.get(path) }))
    .filter((change) => change.before?.sha256 !== change.after?.sha256)
    .toSorted(byPath);
}
