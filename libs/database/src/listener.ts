import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { once } from '#libs/resilience';

/** `isOwn`: this process itself has said so. */
type Handler = (payload: string, isOwn: boolean) => void;

const RETRY_MS = 1_000;
const CLOSE_TIMEOUT_MS = 1_000;

/**
 * LISTEN on one connection of its own. Notifications are hints: they may be missed while it reconnects, so every handler
 * is also called with an empty payload after a reconnect, and callers keep a poll.
 */
export class Listener {
  private readonly logger = new Logger(Listener.name);
  private readonly handlers = new Map<string, Handler[]>();
  private client?: pg.Client;
  private state: 'connecting' | 'listening' | 'away' | 'closed' = 'connecting';
  private retry?: NodeJS.Timeout;

  /** @param isOwn whether a server process serves a connection of this process */
  constructor(
    private readonly url: string,
    private readonly isOwn: (serverProcess: number) => boolean = () => false,
  ) {}

  /** Connects with the first call. `channel` is an identifier of ours, never input. */
  listen(channel: string, handler: Handler): void {
    const others = this.handlers.get(channel) ?? [];
    this.handlers.set(channel, [...others, handler]);
    if (!this.client) void this.connect();
    else if (this.state === 'listening' && others.length === 0) void this.subscribe(this.client, [channel]);
  }

  private async connect(): Promise<void> {
    if (this.state === 'closed') return;
    const client = new pg.Client({ connectionString: this.url, keepAlive: true, connectionTimeoutMillis: 3_000 });
    this.client = client;
    let isLost = false; // it may say so more than once
    const lose = (error?: Error) => {
      if (isLost || this.state === 'closed') return;
      isLost = true;
      void client.end().catch(() => undefined);
      this.waitForServer(error);
    };
    client.on('error', lose).on('end', () => lose());
    client.on('notification', ({ channel, payload, processId }) =>
      this.notify(channel, payload ?? '', this.isOwn(processId)),
    );
    try {
      await client.connect();
      this.noteConnection();
      await this.subscribe(client, [...this.handlers.keys()]);
    } catch (error) {
      lose(error as Error);
    }
  }

  private noteConnection(): void {
    if (this.state === 'away') this.logger.log({ message: 'listens again' });
    if (this.state !== 'closed') this.state = 'listening';
  }

  private waitForServer(error?: Error): void {
    const message = 'lost the connection that listens, polling until it is back';
    if (this.state !== 'away') this.logger.warn({ message, error: error?.message });
    this.state = 'away';
    this.retry = setTimeout(() => void this.connect(), RETRY_MS);
  }

  /** One statement for all channels; a connection that breaks meanwhile subscribes again when it is back. */
  private async subscribe(client: pg.Client, channels: string[]): Promise<void> {
    await client.query(channels.map((channel) => `LISTEN ${channel}`).join('; ')).catch(() => undefined);
    channels.forEach((channel) => this.notify(channel, '', false));
  }

  private notify(channel: string, payload: string, isOwn: boolean): void {
    if (this.state !== 'closed') this.handlers.get(channel)?.forEach((handler) => handler(payload, isOwn));
  }

  /** A frozen server never says goodbye: that is not waited for. */
  readonly close = once(async () => {
    this.state = 'closed';
    clearTimeout(this.retry);
    const end = this.client?.end().catch(() => undefined);
    await Promise.race([end, sleep(CLOSE_TIMEOUT_MS, undefined, { ref: false })]);
  });
}
