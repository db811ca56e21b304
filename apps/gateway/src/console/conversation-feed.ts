import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { AppError, toAppError } from '#libs/errors';
import { Lifecycle } from '#libs/health';
import type { ConversationView } from './console-views.js';
import { ConversationsClient } from './conversations.client.js';
import { toConversationView } from './to-conversation-view.js';

/** `reset`: changes may have been missed, ask again. `away`: the orchestrator cannot be heard right now. */
export type FeedEvent = { id: string } & (
  { type: 'conversations'; conversations: ConversationView[] } | { type: 'reset' | 'away' }
);

export interface Listener {
  onEvent(event: FeedEvent): void;
  /** The process stops: nothing more comes. */
  onEnd(): void;
}

const MAX_LISTENERS = 200;
const HISTORY = 500;
/** A page that reloads finds the stream still open, and what it missed. */
const LINGER_MS = 30_000;
const RETRY_MS = [200, 500, 1_000, 2_000, 5_000];
/** A stream that has not failed by then is open, also when nothing has happened yet. */
const SETTLED_MS = 1_000;

/** One stream of changes from the orchestrator for all pages of this process, open only while somebody looks. */
@Injectable()
export class ConversationFeed implements OnApplicationShutdown {
  private readonly logger = new Logger(ConversationFeed.name);
  private readonly listeners = new Set<Listener>();
  private history: FeedEvent[] = [];
  private epoch = '';
  private count = 0;
  private isAway = false;
  private watching: { abort: AbortController; done: Promise<void> } | undefined;
  private lingering: NodeJS.Timeout | undefined;
  private isEnded = false;

  constructor(
    @Inject(ConversationsClient) private readonly client: ConversationsClient,
    @Inject(Lifecycle) lifecycle: Lifecycle,
  ) {
    lifecycle.whenDraining(() => this.end());
  }

  get size(): number {
    return this.listeners.size;
  }

  /**
   * Tells `listener` of changes, after those that came since `lastEventId`, or after a reset where they are forgotten.
   * @returns ends it
   * @throws AppError OVERLOADED
   */
  subscribe(listener: Listener, lastEventId?: string): () => void {
    if (this.isEnded || this.listeners.size >= MAX_LISTENERS) throw new AppError('OVERLOADED');
    clearTimeout(this.lingering);
    this.watching ??= this.watch();
    for (const event of this.missedSince(lastEventId)) listener.onEvent(event);
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      clearTimeout(this.lingering);
      this.lingering = setTimeout(() => this.stop(), LINGER_MS).unref();
    };
  }

  private missedSince(lastEventId: string | undefined): FeedEvent[] {
    const now: FeedEvent[] = this.isAway ? [{ id: this.idOf(this.count), type: 'away' }] : [];
    if (lastEventId === undefined || lastEventId === this.idOf(this.count)) return now;
    const at = this.history.findIndex(({ id }) => id === lastEventId);
    return at >= 0 ? this.history.slice(at + 1) : [{ id: this.idOf(this.count), type: 'reset' }, ...now];
  }

  private watch(): NonNullable<typeof this.watching> {
    this.epoch = randomBytes(4).toString('hex');
    this.count = 0;
    this.history = [];
    this.isAway = false;
    const abort = new AbortController();
    return { abort, done: this.follow(abort.signal) };
  }

  private async follow(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; failures += 1) {
      const settled = setTimeout(() => this.hear(), SETTLED_MS);
      const startedAt = performance.now();
      try {
        await this.client.grpc.stream(
          'watchConversations',
          { phoneNumberId: '' },
          ({ conversations }) => {
            this.hear();
            this.emit({ type: 'conversations', conversations: conversations.map(toConversationView) });
          },
          { signal },
        );
      } catch (error) {
        if (signal.aborted) return;
        this.logger.debug({ message: 'the stream of changes broke', reason: toAppError(error).reason });
      } finally {
        clearTimeout(settled);
      }
      if (signal.aborted) return;
      if (performance.now() - startedAt > 10 * SETTLED_MS) failures = 0;
      this.miss();
      await sleep(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)], undefined, { signal }).catch(() => undefined);
    }
  }

  private hear(): void {
    if (!this.isAway) return;
    this.isAway = false;
    this.emit({ type: 'reset' });
  }

  private miss(): void {
    if (this.isAway) return;
    this.isAway = true;
    this.emit({ type: 'away' });
  }

  private emit(news: { type: 'conversations'; conversations: ConversationView[] } | { type: 'reset' | 'away' }): void {
    this.count += 1;
    const event: FeedEvent = { id: this.idOf(this.count), ...news };
    this.history.push(event);
    if (this.history.length > HISTORY) this.history.shift();
    for (const listener of [...this.listeners]) listener.onEvent(event);
  }

  private idOf(count: number): string {
    return `${this.epoch}-${count}`;
  }

  private stop(): void {
    this.watching?.abort.abort();
    this.watching = undefined;
  }

  private end(): void {
    this.isEnded = true;
    for (const listener of [...this.listeners]) listener.onEnd();
  }

  async onApplicationShutdown(): Promise<void> {
    this.end();
    clearTimeout(this.lingering);
    const done = this.watching?.done;
    this.stop();
    await done;
  }
}
