import { Logger } from '@nestjs/common';
import pg from 'pg';
import { once } from '#libs/resilience';

type Handler = (payload: string) => void;

/**
 * LISTEN on one connection of its own. Notifications are hints: they may be missed while it reconnects, so every handler
 * is also called with an empty payload after a reconnect, and callers keep a poll.
 */
export class Listener {
  private readonly logger = new Logger(Listener.name);
  private readonly handlers = new Map<string, Handler>();
  private client?: pg.Client;
  private retry?: NodeJS.Timeout;
  private isClosed = false;

  constructor(private readonly url: string) {}

  /** One handler a channel; connects with the first. `channel` is an identifier of ours, never input. */
  listen(channel: string, handler: Handler): void {
    this.handlers.set(channel, handler);
    if (this.client)
      void this.client.query(`LISTEN ${channel}`).catch(() => undefined); // a lost connection subscribes again
    else void this.connect();
  }

  private async connect(): Promise<void> {
    if (this.isClosed) return;
    const client = new pg.Client({ connectionString: this.url, keepAlive: true, connectionTimeoutMillis: 3_000 });
    this.client = client;
    let isLost = false;
    const lose = (error?: Error) => {
      if (isLost || this.isClosed) return;
      isLost = true;
      this.logger.warn({
        message: 'lost the connection that listens, polling until it is back',
        error: error?.message,
      });
      client.removeAllListeners().on('error', () => undefined); // a dying socket may complain again
      void client.end().catch(() => undefined);
      this.retry = setTimeout(() => void this.connect(), 1_000);
    };
    client.on('error', lose).on('end', () => lose());
    client.on('notification', ({ channel, payload }) => this.handlers.get(channel)?.(payload ?? ''));
    try {
      await client.connect();
      for (const channel of this.handlers.keys()) await client.query(`LISTEN ${channel}`);
      this.handlers.forEach((handler) => handler(''));
    } catch (error) {
      lose(error instanceof Error ? error : undefined);
    }
  }

  readonly close = once(async () => {
    this.isClosed = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  });
}
