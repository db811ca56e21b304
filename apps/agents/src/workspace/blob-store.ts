import { Inject, Injectable } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { Database } from '#libs/database';
import { AppError } from '#libs/errors';
import { READ_BLOBS, READ_BLOBS_WITHIN, STORE_WORKSPACES } from './blob-statements.js';
import type { BlobSource } from './workspace.js';

/** What a run leaves behind. */
export interface WorkspaceRecord {
  buildId: string;
  revision: number;
  phase: string;
  phoneNumberId: string;
  contactId: string;
  /** Every hash that must stay: of all files, also those that it has not written, and of its screenshot. */
  sha256: readonly string[];
  /** Bytes that are new, by hash. */
  written: ReadonlyMap<string, Buffer>;
}

interface Row {
  sha256: string;
  data: Buffer;
}

/** Bytes by their hash: equal bytes are kept once, whoever made them. */
@Injectable()
export class BlobStore implements BlobSource {
  private readonly reads = new Batcher<string, Buffer | undefined>((sha256) => this.readAll(sha256), { maxSize: 32 });
  private readonly records = new Batcher<WorkspaceRecord, void>((records) => this.storeAll(records), {
    maxSize: 8,
    maxInFlight: 2,
  });

  constructor(@Inject(Database) private readonly database: Database) {}

  async read(sha256: readonly string[]): Promise<Map<string, Buffer>> {
    const found = await Promise.all(sha256.map((hash) => this.reads.load(hash)));
    return new Map(sha256.flatMap((hash, n) => (found[n] ? [[hash, found[n]]] : [])));
  }

  /** In the order of the hashes, as long as all of them together have at most `bytes`. */
  async readWithin(sha256: readonly string[], bytes: number): Promise<Row[]> {
    return this.database.query<Row>(READ_BLOBS_WITHIN, [sha256.map(toBytes), bytes]);
  }

  /** @throws AppError WORKSPACE_REFUSED when bytes of a file are nowhere, or the person was erased meanwhile */
  store(record: WorkspaceRecord): Promise<void> {
    return this.records.load(record);
  }

  private async readAll(sha256: readonly string[]): Promise<(Buffer | undefined)[]> {
    const rows = await this.database.query<Row>(READ_BLOBS, [[...new Set(sha256)].map(toBytes)]);
    const found = new Map(rows.map((row) => [row.sha256, row.data]));
    return sha256.map((hash) => found.get(hash));
  }

  private async storeAll(given: readonly WorkspaceRecord[]): Promise<(void | Error)[]> {
    // One row cannot be written twice in one statement; the later record of a run is the one that holds
    const byRun = new Map(given.map((record) => [`${record.buildId} ${record.revision} ${record.phase}`, record]));
    const records = [...byRun.values()];
    const written = new Map(records.flatMap((record) => [...record.written]));
    const held = records.flatMap(({ sha256 }, n) => sha256.map((hash) => ({ place: n + 1, hash })));
    const lost = await this.database.query<{ place: number; count: number }>(STORE_WORKSPACES, [
      [...written.keys()].map(toBytes),
      [...written.values()],
      records.map(({ buildId }) => buildId),
      records.map(({ revision }) => revision),
      records.map(({ phase }) => phase),
      records.map(({ phoneNumberId }) => phoneNumberId),
      records.map(({ contactId }) => contactId),
      held.map(({ place }) => place),
      held.map(({ hash }) => toBytes(hash)),
    ]);
    const errors = new Map(lost.map(({ place, count }) => [records[place - 1], toError(count)]));
    return given.map((record) => errors.get(record));
  }
}

export const toBytes = (sha256: string): Buffer => Buffer.from(sha256, 'hex');

const toError = (count: number): AppError =>
  count < 0
    ? new AppError('WORKSPACE_REFUSED', { message: 'the person was erased' })
    : new AppError('WORKSPACE_REFUSED', { message: 'bytes of files are gone', metadata: { files: `${count}` } });
