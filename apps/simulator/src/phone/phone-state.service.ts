import { Inject, Injectable } from '@nestjs/common';
import { BUSINESS, type Business } from '../business.js';
import { KnobsService } from '../knobs/knobs.service.js';
import { ResetSignal } from '../knobs/reset-signal.service.js';
import { HandshakeService } from '../webhooks/handshake.service.js';
import { ChatsRepository } from '../chats/chats.repository.js';
import { MenusRepository } from '../chats/menus.repository.js';
import { PeopleRepository } from '../chats/people.repository.js';
import { type BusinessView, PhoneEventsService } from '../chats/phone-events.service.js';
import { TypingService } from '../chats/typing.service.js';

/** Everything that a page shows, and the news about what does not happen in a chat. */
@Injectable()
export class PhoneStateService {
  constructor(
    @Inject(BUSINESS) private readonly business: Business,
    private readonly people: PeopleRepository,
    private readonly chats: ChatsRepository,
    private readonly typing: TypingService,
    private readonly menus: MenusRepository,
    private readonly handshake: HandshakeService,
    events: PhoneEventsService,
    knobs: KnobsService,
    reset: ResetSignal,
  ) {
    handshake.changes.subscribe(() => events.emit('business', { business: this.businessView() }));
    menus.changes.subscribe((phoneNumberId) => events.emit('menu', { phoneNumberId, menu: menus.of(phoneNumberId) }));
    knobs.changes.subscribe((current) => events.emit('knobs', { knobs: current }));
    reset.subscribe(() => events.emit('reset', {}));
  }

  show() {
    const people = this.people.list();
    const chats = Object.fromEntries(people.map(({ id }) => [id, this.chats.list(id)]));
    return { business: this.businessView(), people, chats, typing: this.typing.all(), menus: this.menus.all() };
  }

  private businessView(): BusinessView {
    const { name, phoneNumberId, displayNumber } = this.business;
    return { name, phoneNumberId, displayNumber, online: this.handshake.online };
  }
}
