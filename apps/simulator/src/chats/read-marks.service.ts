import { Injectable } from '@nestjs/common';
import { ChatsRepository } from './chats.repository.js';
import { TypingService } from './typing.service.js';

/** Blue ticks and typing on people's phones, as the business orders them. */
@Injectable()
export class ReadMarksService {
  constructor(
    private readonly chats: ChatsRepository,
    private readonly typing: TypingService,
  ) {}

  /** Marks a person's message and all before it as read. @returns false for a message of the business itself */
  mark(messageId: string, isTyping: boolean): boolean {
    const found = this.chats.find(messageId);
    if (!found) return true; // of somebody without a phone here: their messages are not kept
    const { personId, message } = found;
    if (message.direction === 'out') return false;
    const messages = [...this.chats.list(personId)];
    for (const { id, direction, state } of messages.slice(0, messages.indexOf(message) + 1)) {
      if (direction === 'in' && state !== 'read') this.chats.patch(id, { state: 'read' });
    }
    if (isTyping) this.typing.start(personId);
    return true;
  }
}
