import { hash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Batcher } from '#libs/batching';
import { ArtifactsClient } from './artifacts.client.js';

/** The agents refuse nothing that is larger; what is larger is not read. */
export const MAX_BLOB_BYTES = 8 * 1_024 * 1_024;
/** Taken for a file of unknown size, such as a picture. */
const USUAL_BYTES = 2 * 1_024 * 1_024;
/** A call may bring 16 MiB and 100 hashes. */
const CALL_BYTES = 12 * 1_024 * 1_024;
const CALL_HASHES = 100;
const KEPT_BYTES = 32 * 1_024 * 1_024;

interface Wanted {
  sha256: string;
  size: number;
}

/** Bytes by their hash. They never change, so those that were read lately are kept. */
@Injectable()
export class BlobsService {
  private readonly logger = new Logger(BlobsService.name);
  private readonly batcher: Batcher<Wanted, Buffer | undefined>;
  /** Those who want the same blob at the same time wait for one read. */
  private readonly kept = new LRUCache<string, Buffer, { size: number }>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ length }) => length + 256,
    fetchMethod: (sha256, _stale, { context }) => this.batcher.load({ sha256, size: context.size }),
  });

  constructor(@Inject(ArtifactsClient) private readonly client: ArtifactsClient) {
    this.batcher = new Batcher((wanted) => this.readAll(wanted), { maxSize: CALL_HASHES, gapMs: 2, maxQueued: 1_000 });
  }

  /** Undefined when there is none. @throws AppError while the agents are away */
  async read(sha256: string, size = USUAL_BYTES): Promise<Buffer | undefined> {
    return size > MAX_BLOB_BYTES ? undefined : this.kept.fetch(sha256, { context: { size } });
  }

  private async readAll(wanted: readonly Wanted[]): Promise<(Buffer | undefined)[]> {
    const answers = await Promise.all(callsOf(wanted).map((sha256) => this.client.grpc.call('readBlobs', { sha256 })));
    const read = new Map(answers.flatMap(({ blobs }) => blobs.map(({ sha256, data }) => [sha256, Buffer.from(data)])));
    return wanted.map(({ sha256 }) => this.checked(sha256, read.get(sha256)));
  }

  /** What is not what its name says is not there. */
  private checked(sha256: string, data: Buffer | undefined): Buffer | undefined {
    if (!data || (data.length <= MAX_BLOB_BYTES && hash('sha256', data) === sha256)) return data;
    this.logger.error({ message: 'a blob is too large or not what its hash says', sha256, bytes: data.length });
    return undefined;
  }
}

/** As few calls as their bounds allow. */
function callsOf(wanted: readonly Wanted[]): string[][] {
  const calls: string[][] = [];
  let bytes = Infinity;
  for (const { sha256, size } of wanted) {
    if (bytes + size > CALL_BYTES) {
      calls.push([]);
      bytes = 0;
    }
    calls.at(-1)!.push(sha256);
    bytes += size;
  }
  return calls;
}
