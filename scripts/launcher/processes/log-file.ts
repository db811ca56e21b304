import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const CAP_BYTES = 20 * 1024 * 1024;

/** An append-only log that keeps at most two files of `capBytes`: itself and `<path>.1`. */
export class LogFile {
  readonly path: string;
  private readonly capBytes: number;
  private descriptor: number;
  private bytes: number;

  constructor(path: string, capBytes = CAP_BYTES) {
    this.path = path;
    this.capBytes = capBytes;
    mkdirSync(dirname(path), { recursive: true });
    this.descriptor = openSync(path, 'a', 0o600);
    this.bytes = fstatSync(this.descriptor).size;
  }

  /** A full disk costs log lines, never the processes that write them. */
  write(chunk: Buffer): void {
    try {
      if (this.bytes >= this.capBytes) this.rotate();
      this.bytes += writeSync(this.descriptor, chunk);
    } catch {
      // what could not be kept was still shown where it matters
    }
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private rotate(): void {
    renameSync(this.path, `${this.path}.1`);
    closeSync(this.descriptor);
    this.descriptor = openSync(this.path, 'a', 0o600);
    this.bytes = 0;
  }
}
