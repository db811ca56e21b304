import type { ServerResponse } from 'node:http';

/** Also tells the page that the line still stands: it takes two of these in silence for a broken one. */
const BEAT_MS = 15_000;
/** A page that reads slower than this is behind is cut off; it comes again and catches up. */
const MAX_BEHIND_BYTES = 1_000_000;

export interface StreamOptions {
  /** The stream ends with the session. */
  endsAtMs: number;
  headers: Record<string, string>;
}

/** Server-sent events to one page, until either side ends it. */
export class EventStream {
  constructor(
    private readonly response: ServerResponse,
    { endsAtMs, headers }: StreamOptions,
    onClose: () => void,
  ) {
    response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    this.write('retry: 1000\nevent: beat\ndata: {}\n\n');
    const beats = setInterval(() => this.write('event: beat\ndata: {}\n\n'), BEAT_MS);
    const end = setTimeout(() => this.end(), endsAtMs - Date.now());
    response.once('close', () => {
      clearInterval(beats);
      clearTimeout(end);
      onClose();
    });
  }

  send(type: string, news: object, id?: string): void {
    this.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(news)}\n\n`);
  }

  end(): void {
    this.response.end();
  }

  private write(text: string): void {
    this.response.write(text);
    if (this.response.writableLength > MAX_BEHIND_BYTES) this.response.destroy();
  }
}
