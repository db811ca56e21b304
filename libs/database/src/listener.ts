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
  private readonly handlers = new Map<string, Handler[]>();
  private client?: pg.Client;
  private isListening = false;
  private retry?: NodeJS.Timeout;
  private isClosed = false;

  constructor(private readonly url: string) {}

  /** Connects with the first call. `channel` is an identifier of ours, never input. */
  listen(channel: string, handler: Handler): void {
    const others = this.handlers.get(channel) ?? [];
    this.handlers.set(channel, [...others, handler]);
    if (!this.client) void this.connect();
    else if (this.isListening && others.length === 0) void this.subscribe(this.client, [channel]);
  }

  private async connect(): Promise<void> {
    if (this.isClosed) return;
    const client = new pg.Client({ connectionString: this.url, keepAlive: true, connectionTimeoutMillis: 3_000 });
    this.client = client;
    let isLost = false;
    const lose = (error?: Error) => {
      if (isLost || this.isClosed) return;
      isLost = true;
      this.isListening = false;
      this.logger.warn({
        message: 'lost the connection that listens, polling until it is back',
        error: error?.message,
      });
      client.removeAllListeners().on('error', () => undefined); // a dying socket may complain again
      void client.end().catch(() => undefined);
      this.retry = setTimeout(() => void this.connect(), 1_000);
    };
    client.on('error', lose).on('end', () => lose());
    client.on('notification', ({ channel, payload }) =>
      this.handlers.get(channel)?.forEach((handler) => handler(payload ?? '')),
    );
    try {
      await client.connect();
      this.isListening = true;
      await this.subscribe(client, [...this.handlers.keys()]);
    } catch (error) {
      lose(error instanceof Error ? error : undefined);
    }
  }

  /** One statement for all channels; a connection that breaks meanwhile subscribes again when it is back. */
  private async subscribe(client: pg.Client, channels: string[]): Promise<void> {
    await client.query(channels.map((channel) => `LISTEN ${channel}`).join('; ')).catch(() => undefined);
    channels.forEach((channel) => this.handlers.get(channel)?.forEach((handler) => handler('')));
  }

  readonly close = once(async () => {
    this.isClosed = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  });
}
