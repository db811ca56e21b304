import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';

const CAP_BYTES = 20 * 1024 * 1024;

/** An append-only log that keeps at most two files of `capBytes`: itself and `<path>.1`. */
export class LogFile {
  readonly path: string;
  private readonly capBytes: number;
  private bytes: number;
  private stream: WriteStream;

  constructor(path: string, capBytes = CAP_BYTES) {
    this.path = path;
    this.capBytes = capBytes;
    mkdirSync(dirname(path), { recursive: true });
    this.bytes = sizeOf(path);
    this.stream = this.open();
  }

  write(chunk: Buffer | string): void {
    if (this.bytes >= this.capBytes) this.rotate();
    this.bytes += Buffer.byteLength(chunk);
    this.stream.write(chunk);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.stream.end(resolve));
  }

  private rotate(): void {
    this.stream.end();
    renameSync(this.path, `${this.path}.1`);
    this.bytes = 0;
    this.stream = this.open();
  }

  /** A full disk costs log lines, never the processes that write them. */
  private open(): WriteStream {
    return createWriteStream(this.path, { flags: 'a', mode: 0o600 }).on('error', () => {});
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
