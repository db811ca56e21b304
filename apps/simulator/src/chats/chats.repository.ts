import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { ResetSignal } from '../knobs/reset-signal.service.js';
import type { Message } from './message.js';
import { PhoneEventsService } from './phone-events.service.js';

const MAX_MESSAGES = 1_000;

export interface FoundMessage {
  personId: string;
  message: Message;
}

/** The chats of the people, newest messages last and at most so many each; tells the pages about every change. */
@Injectable()
export class ChatsRepository {
  private readonly chats = new Map<string, Message[]>();
  private readonly ownerOf = new Map<string, string>();
  /** Emits after every change. */
  readonly changes = new Subject<void>();

  constructor(
    private readonly events: PhoneEventsService,
    reset: ResetSignal,
  ) {
    reset.subscribe(() => this.restore({}));
  }

  list(personId: string): readonly Message[] {
    return this.chats.get(personId) ?? [];
  }

  all(): Record<string, readonly Message[]> {
    return Object.fromEntries(this.chats);
  }

  find(messageId: string): FoundMessage | undefined {
    const personId = this.ownerOf.get(messageId);
    const message = personId && this.list(personId).findLast(({ id }) => id === messageId);
    return message ? { personId, message } : undefined;
  }

  append(personId: string, message: Message): void {
    const chat = this.chats.get(personId) ?? [];
    chat.push(message);
    this.ownerOf.set(message.id, personId);
    if (chat.length > MAX_MESSAGES) this.ownerOf.delete(chat.shift()!.id);
    this.chats.set(personId, chat);
    this.tell(personId, message);
  }

  /** Changes some fields of a message if it is there. */
  patch(messageId: string, patch: Partial<Message>): void {
    const message = this.find(messageId)?.message;
    if (message) this.replace({ ...message, ...patch });
  }

  /** Puts this message in the place of the one with its id, if it is there. */
  replace(message: Message): void {
    const found = this.find(message.id);
    if (!found) return;
    const chat = this.chats.get(found.personId)!;
    chat[chat.lastIndexOf(found.message)] = message;
    this.tell(found.personId, message);
  }

  removeChat(personId: string): void {
    for (const { id } of this.list(personId)) this.ownerOf.delete(id);
    this.chats.delete(personId);
    this.changes.next();
  }

  restore(chats: Record<string, readonly Message[]>): void {
    this.chats.clear();
    this.ownerOf.clear();
    for (const [personId, messages] of Object.entries(chats)) {
      this.chats.set(personId, [...messages]);
      for (const { id } of messages) this.ownerOf.set(id, personId);
    }
    this.changes.next();
  }

  private tell(personId: string, message: Message): void {
    this.events.emit('message', { personId, message });
    this.changes.next();
  }
}
