import { createHash, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { ResetSignal } from '../knobs/reset-signal.service.js';
import { VirtualClock } from '../knobs/virtual-clock.service.js';

const DAY_MS = 86_400_000;
const MAX_TOTAL_BYTES = 512 * 1_024 * 1_024;

/** Files that people sent live 7 days, files that the business uploaded 30. */
const lifeMs = { inbound: 7 * DAY_MS, uploaded: 30 * DAY_MS };

export interface MediaFile {
  /** Digits only, as Meta's. */
  id: string;
  source: keyof typeof lifeMs;
  mimeType: string;
  /** Base64. */
  sha256: string;
  filename?: string;
  createdAt: number;
  bytes: Buffer;
}

export interface NewMedia {
  source: MediaFile['source'];
  mimeType: string;
  bytes: Buffer;
  filename?: string;
}

/** The files of the platform, in memory up to a total size; the oldest go first. */
@Injectable()
export class MediaRepository {
  private readonly files = new Map<string, MediaFile>();
  private totalBytes = 0;
  /** Emits after every change. */
  readonly changes = new Subject<void>();

  constructor(
    private readonly clock: VirtualClock,
    reset: ResetSignal,
  ) {
    reset.subscribe(() => this.clear());
  }

  add(media: NewMedia): MediaFile {
    const sha256 = createHash('sha256').update(media.bytes).digest('base64');
    const file = { ...media, id: `${randomInt(1, 2 ** 47)}`.padStart(15, '1'), sha256, createdAt: this.clock.now() };
    this.put(file);
    this.changes.next();
    return file;
  }

  /** Takes a file back as it was. */
  put(file: MediaFile): void {
    this.files.set(file.id, file);
    this.totalBytes += file.bytes.length;
    for (const { id } of this.files.values()) {
      if (this.totalBytes <= MAX_TOTAL_BYTES) break;
      this.forget(id);
    }
  }

  /** The file, unless it is unknown, deleted or expired. */
  find(id: string): MediaFile | undefined {
    const file = this.files.get(id);
    return file && this.clock.now() - file.createdAt < lifeMs[file.source] ? file : undefined;
  }

  list(): MediaFile[] {
    return [...this.files.values()];
  }

  remove(id: string): void {
    this.forget(id);
    this.changes.next();
  }

  private clear(): void {
    this.files.clear();
    this.totalBytes = 0;
    this.changes.next();
  }

  private forget(id: string): void {
    this.totalBytes -= this.files.get(id)?.bytes.length ?? 0;
    this.files.delete(id);
  }
}
