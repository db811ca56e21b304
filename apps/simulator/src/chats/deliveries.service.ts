import { Inject, Injectable } from '@nestjs/common';
import { distinctUntilChanged, map } from 'rxjs';
import { KnobsService } from '../knobs/knobs.service.js';
import { VirtualClock } from '../knobs/virtual-clock.service.js';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.js';
import { StatusesService } from '../webhooks/statuses.service.js';
import type { StatusUpdate } from '../webhooks/to-status.js';
import { ChatsRepository } from './chats.repository.js';
import type { Message, MessageContent } from './message.js';
import { PeopleRepository } from './people.repository.js';
import type { Person } from './person.js';
import { TypingService } from './typing.service.js';
import { withReaction } from './with-reaction.js';

const TRAVEL_MS = 150;
const LOOK_MS = 400;

/** A send that the platform accepted. */
export interface Accepted {
  wamid: string;
  opaque?: string;
}

/** Brings messages of the business to people's phones and reports each step: sent, delivered, read. */
@Injectable()
export class DeliveriesService {
  private readonly automatic: ReadonlySet<StatusUpdate['status']>;

  constructor(
    @Inject(SIMULATOR_CONFIG) config: SimulatorConfig,
    private readonly people: PeopleRepository,
    private readonly chats: ChatsRepository,
    private readonly typing: TypingService,
    private readonly statuses: StatusesService,
    private readonly knobs: KnobsService,
    private readonly clock: VirtualClock,
  ) {
    this.automatic = new Set([...config.SIMULATOR_STATUSES, 'read', 'failed'] as const);
    knobs.changes
      .pipe(
        map(({ online, autoDeliver, autoRead }) => `${online} ${autoDeliver} ${autoRead}`),
        distinctUntilChanged(),
      )
      .subscribe(() => this.catchUp());
  }

  bring(person: Person, content: MessageContent, { wamid, opaque }: Accepted): void {
    this.typing.stop(person.id);
    const message: Message = { ...content, id: wamid, direction: 'out', at: this.timestamp(), state: 'sent', opaque };
    this.chats.append(person.id, message);
    this.announce(person, message, 'sent');
    this.clock.after(TRAVEL_MS, () => this.deliver(person, wamid));
  }

  /** A reaction of the business; only `sent` follows, or `failed` if the message is not there. */
  react(person: Person, target: string, emoji: string, accepted: Accepted): void {
    const found = this.chats.find(target);
    if (found?.personId !== person.id) {
      return this.fail(person, accepted, 131009, 'Param reaction.message_id is not a message of this chat.');
    }
    this.chats.patch(target, { reactions: withReaction(found.message.reactions, { by: 'business', emoji }) });
    this.announce(person, { id: accepted.wamid, opaque: accepted.opaque }, 'sent');
  }

  /** Accepted, but it never arrives. */
  fail(person: Person, { wamid, opaque }: Accepted, code: number, details?: string): void {
    this.statuses.announce({ wamid, opaque, code, details, status: 'failed', addressee: person });
  }

  /** The person opened the chat. */
  readAll(person: Person): void {
    for (const { id, direction } of [...this.chats.list(person.id)]) {
      if (direction !== 'out') continue;
      this.deliver(person, id);
      const message = this.chats.find(id)?.message;
      if (message?.state === 'delivered') this.advance(person, message, 'read');
    }
  }

  private deliver(person: Person, wamid: string): void {
    const { online, autoDeliver, autoRead } = this.knobs.current;
    const message = this.chats.find(wamid)?.message;
    if (!online || !autoDeliver || message?.state !== 'sent') return;
    this.advance(person, message, 'delivered');
    if (autoRead) this.clock.after(LOOK_MS, () => this.readAll(person));
  }

  /** The phones came back, or people began to look: what waited for that goes on. */
  private catchUp(): void {
    for (const person of this.people.list()) {
      for (const { direction, id } of [...this.chats.list(person.id)])
        if (direction === 'out') this.deliver(person, id);
      if (this.knobs.current.autoRead) this.readAll(person);
    }
  }

  private advance(person: Person, message: Message, state: 'delivered' | 'read'): void {
    this.chats.patch(message.id, { state });
    this.announce(person, message, state);
  }

  private announce(
    person: Person,
    { id, opaque }: Pick<Message, 'id' | 'opaque'>,
    status: 'sent' | 'delivered' | 'read',
  ): void {
    if (this.automatic.has(status)) this.statuses.announce({ wamid: id, opaque, status, addressee: person });
  }

  private timestamp(): string {
    return new Date(this.clock.now()).toISOString();
  }
}
