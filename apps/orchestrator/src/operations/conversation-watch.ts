import { hash } from 'node:crypto';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { Observable, type Subscriber } from 'rxjs';
import type { Conversation, WatchConversationsResponse } from '#libs/contracts';
import { Database } from '#libs/database';
import { AppError } from '#libs/errors';
import { ConversationListRepository } from './conversation-list.repository.js';

interface Watcher {
  phoneNumberId: string;
  subscriber: Subscriber<WatchConversationsResponse>;
}

/** Changes are gathered for this long: four responses a second at most. */
const GATHER_MS = 250;
/** Without a hint it is looked this often: answers come without one, and a hint may be missed. */
const LOOK_MS = 1_000;
/** How far back each look reaches: a commit is seen after the moment that it carries. */
const REACH_SECONDS = 3;
/** Conversations in one response; of more only those with the newest messages. */
const MOST = 200;
const MOST_WATCHERS = 100;
/** Ids of changes that are remembered until the next look. */
const MOST_HINTS = 1_000;

/** Tells operators' pages what changes. Nothing is asked of the database while nobody watches. */
@Injectable()
export class ConversationWatch implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ConversationWatch.name);
  private readonly watchers = new Set<Watcher>();
  /** Digest of each conversation as it was last told, for those told of late. */
  private readonly told = new Map<string, string>();
  private readonly hinted = new Set<string>();
  private isHinted = false;
  private isListening = false;
  private lookedAt = -Infinity;
  private timer?: NodeJS.Timeout;
  private isEnded = false;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ConversationListRepository) private readonly list: ConversationListRepository,
  ) {}

  /** Changes from now on. @throws AppError OVERLOADED, PEER_UNAVAILABLE when this replica stops */
  changes(phoneNumberId: string): Observable<WatchConversationsResponse> {
    if (this.isEnded) throw new AppError('PEER_UNAVAILABLE', { message: 'this replica stops' });
    if (this.watchers.size >= MOST_WATCHERS) throw new AppError('OVERLOADED', { message: 'too many watch already' });
    return new Observable((subscriber) => {
      const watcher = { phoneNumberId, subscriber };
      this.watchers.add(watcher);
      this.start();
      return () => void this.watchers.delete(watcher);
    });
  }

  /** The server waits for open streams when it closes, so they end before it does. */
  beforeApplicationShutdown(): void {
    this.isEnded = true;
    clearTimeout(this.timer);
    this.watchers.forEach(({ subscriber }) => subscriber.complete());
  }

  private start(): void {
    if (this.timer) return;
    if (!this.isListening) {
      this.isListening = true;
      this.database.listener.listen('conversations_due', () => (this.isHinted = true));
      this.database.listener.listen('conversations_changed', (id) => this.hint(id));
    }
    this.schedule();
  }

  private hint(id: string): void {
    if (id && this.watchers.size > 0 && this.hinted.size < MOST_HINTS) this.hinted.add(id);
    this.isHinted = true;
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.look()
        .catch((error: unknown) => this.logger.warn({ message: 'could not see what changed', err: error }))
        .finally(() => (this.watchers.size > 0 ? this.schedule() : this.rest()));
    }, GATHER_MS).unref();
  }

  private rest(): void {
    this.timer = undefined;
    this.hinted.clear();
    this.told.clear();
  }

  private async look(): Promise<void> {
    if (!this.isHinted && performance.now() - this.lookedAt < LOOK_MS) return;
    const ids = [...this.hinted];
    this.isHinted = false;
    this.hinted.clear();
    this.lookedAt = performance.now();
    const [said, changed] = await Promise.all([
      this.list.changedSince(REACH_SECONDS, MOST),
      ids.length > 0 ? this.list.find(ids.slice(0, MOST)) : [],
    ]);
    const news = [...new Map([...changed, ...said].map((one) => [one.id, one])).values()].filter((one) =>
      this.isNews(one),
    );
    if (news.length > 0) this.watchers.forEach((watcher) => tell(watcher, news));
  }

  private isNews(conversation: Conversation): boolean {
    const likeness = hash('sha256', JSON.stringify(conversation), 'base64');
    if (this.told.get(conversation.id) === likeness) return false;
    this.told.delete(conversation.id); // the newest are last
    this.told.set(conversation.id, likeness);
    if (this.told.size > 4 * MOST) this.told.delete(this.told.keys().next().value!);
    return true;
  }
}

function tell({ phoneNumberId, subscriber }: Watcher, news: Conversation[]): void {
  const conversations = news
    .filter((one) => phoneNumberId === '' || one.phoneNumberId === phoneNumberId)
    .slice(0, MOST);
  if (conversations.length > 0) subscriber.next({ conversations });
}
