import { Injectable } from '@nestjs/common';

export interface LogEntry {
  at: string;
  requestId: string;
  endpoint: 'messages' | 'count_tokens' | 'models';
  status: number;
  /** Number of this attempt as the SDK counts, from `x-stainless-retry-count`. */
  attempt: number;
  fault?: string;
  problem?: string;
  stopReason?: string;
  usage?: object;
  /** The request as it came. */
  body?: unknown;
}

const entryLimit = 200;
const byteLimit = 16 * 1024 * 1024;

/** The latest requests, for assertions; bounded in number and in bytes. */
@Injectable()
export class RequestLogService {
  private entries: { entry: LogEntry; bytes: number }[] = [];
  private bytes = 0;
  private total = 0;

  record(entry: LogEntry, bytes: number): void {
    this.total++;
    this.entries.push({ entry, bytes });
    this.bytes += bytes;
    while (this.entries.length > entryLimit || (this.bytes > byteLimit && this.entries.length > 1)) {
      this.bytes -= this.entries.shift()!.bytes;
    }
  }

  /** Newest last. */
  list(): { total: number; requests: LogEntry[] } {
    return { total: this.total, requests: this.entries.map(({ entry }) => entry) };
  }

  clear(): void {
    this.entries = [];
    this.bytes = 0;
    this.total = 0;
  }
}
