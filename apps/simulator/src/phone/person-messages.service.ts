import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppError } from '#libs/errors';
import { Businesses } from '../business.js';
import { pairOf } from '../contacts/address-of.js';
import { ContactsRepository } from '../contacts/contacts.repository.js';
import { KnobsService } from '../knobs/knobs.service.js';
import { ResetSignal } from '../knobs/reset-signal.service.js';
import { VirtualClock } from '../knobs/virtual-clock.service.js';
import { newWamid } from '../new-wamid.js';
import { WebhookFeed } from '../webhooks/webhook-feed.service.js';
import { ChatsRepository } from '../chats/chats.repository.js';
import { InboundMedia } from './inbound-media.service.js';
import type { Message } from '../chats/message.js';
import { PeopleRepository } from '../chats/people.repository.js';
import type { Person } from '../chats/person.js';
import type { MessageInput, ReactionInput } from './phone-input.schema.js';
import { toInboundChange } from './to-inbound-change.js';
import { toInboundNode } from './to-inbound-node.js';
import { toMessageContent } from './to-message-content.js';
import { withReaction } from '../chats/with-reaction.js';

/** What people do on their phones, on its way to the business. Without a connection it waits on the phone. */
@Injectable()
export class PersonMessagesService implements OnApplicationBootstrap {
  private held: (() => void)[] = [];

  constructor(
    private readonly businesses: Businesses,
    private readonly people: PeopleRepository,
    private readonly chats: ChatsRepository,
    private readonly media: InboundMedia,
    private readonly contacts: ContactsRepository,
    private readonly feed: WebhookFeed,
    private readonly knobs: KnobsService,
    private readonly clock: VirtualClock,
    reset: ResetSignal,
  ) {
    reset.subscribe(() => (this.held = []));
    knobs.changes.subscribe(({ online }) => {
      if (online) this.held.splice(0).forEach((send) => send());
    });
  }

  /** Messages that the business never acknowledged before a restart are offered again, under their old ids. */
  onApplicationBootstrap(): void {
    for (const person of this.people.list()) {
      for (const message of this.chats.list(person.id)) {
        if (message.direction !== 'in') continue;
        this.contacts.noteInbound(pairOf(this.businesses.of(person), person), Date.parse(message.at));
        if (message.state === 'sending' || message.state === 'undelivered') this.publish(person, message);
      }
    }
  }

  send(person: Person, input: MessageInput): Message {
    const content = toMessageContent(input, {
      addMedia: (media) => this.media.add(media),
      findMessage: (id) => this.chats.find(id)?.message,
    });
    const at = new Date(this.clock.now()).toISOString();
    const message: Message = { ...content, id: newWamid(), direction: 'in', at, state: 'sending' };
    this.chats.append(person.id, message);
    if (message.chosenId) this.chats.patch(message.replyTo!, { chosenId: message.chosenId });
    this.publish(person, message);
    return message;
  }

  react(person: Person, { messageId, emoji }: ReactionInput): string {
    const { reactions } = this.find(person, messageId);
    this.chats.patch(messageId, { reactions: withReaction(reactions, { by: 'person', emoji }) });
    const reaction = { message_id: messageId, ...(emoji && { emoji }) };
    return this.publishNode(person, { type: 'reaction', reaction });
  }

  edit(person: Person, messageId: string, text: string): void {
    const { kind, direction } = this.find(person, messageId);
    if (direction !== 'in' || kind !== 'text')
      throw new AppError('INVALID_REQUEST', { message: 'not a text of this person' });
    this.chats.patch(messageId, { text, edited: true });
    const edit = { original_message_id: messageId, message: { type: 'text', text: { body: text } } };
    this.publishNode(person, { type: 'edit', edit });
  }

  /** Deletes a message for everyone. */
  revoke(person: Person, messageId: string): void {
    const { id, direction, at, kind, state } = this.find(person, messageId);
    if (direction !== 'in') throw new AppError('INVALID_REQUEST', { message: 'not a message of this person' });
    this.chats.replace({ id, direction, at, kind, state, revoked: true });
    this.publishNode(person, { type: 'revoke', revoke: { original_message_id: messageId } });
  }

  private publish(person: Person, message: Message): void {
    const node = toInboundNode(message, this.media.sourceOf(message));
    const quoted = message.replyTo ? this.chats.find(message.replyTo)?.message : undefined;
    const timestamp = this.clock.seconds(Date.parse(message.at));
    this.whenOnline(() => {
      this.contacts.noteInbound(pairOf(this.businesses.of(person), person), this.clock.now());
      const event = { id: message.id, timestamp, node, quoted, product: message.product };
      const change = toInboundChange(this.businesses.of(person), person, event);
      this.feed.publish(change, (status) => this.noteAttempt(message.id, status));
    });
  }

  private publishNode(person: Person, node: Record<string, unknown>): string {
    const id = newWamid();
    this.whenOnline(() => {
      this.contacts.noteInbound(pairOf(this.businesses.of(person), person), this.clock.now());
      const event = { id, timestamp: this.clock.seconds(), node };
      this.feed.publish(toInboundChange(this.businesses.of(person), person, event));
    });
    return id;
  }

  private whenOnline(send: () => void): void {
    if (this.knobs.current.online) send();
    else this.held.push(send);
  }

  private noteAttempt(messageId: string, status: number | null): void {
    const state = this.chats.find(messageId)?.message.state;
    if (state !== 'sending' && state !== 'undelivered') return;
    if (status === 200) this.chats.patch(messageId, { state: 'delivered' });
    else if (status !== null && status >= 400 && status < 500) this.chats.patch(messageId, { state: 'undelivered' });
  }

  private find(person: Person, messageId: string): Message {
    const found = this.chats.find(messageId);
    if (found?.personId !== person.id) throw new AppError('NOT_FOUND', { message: 'no such message in this chat' });
    return found.message;
  }
}
