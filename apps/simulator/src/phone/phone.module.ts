import { Module } from '@nestjs/common';
import { ChatsModule } from '../chats/chats.module.js';
import { ContactsModule } from '../contacts/contacts.module.js';
import { KnobsModule } from '../knobs/knobs.module.js';
import { MediaModule } from '../media/media.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { InboundMedia } from './inbound-media.service.js';
import { PeopleController } from './people.controller.js';
import { PersonMessagesService } from './person-messages.service.js';
import { PhoneController } from './phone.controller.js';
import { PhoneEventsController } from './phone-events.controller.js';
import { PhoneStateService } from './phone-state.service.js';

/** The API behind the phone page: what it shows, and what people do on it. */
@Module({
  imports: [KnobsModule, MediaModule, ContactsModule, WebhooksModule, ChatsModule],
  controllers: [PeopleController, PhoneEventsController, PhoneController],
  providers: [PhoneStateService, InboundMedia, PersonMessagesService],
})
export class PhoneModule {}
