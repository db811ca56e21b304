import { Module } from '@nestjs/common';
import { KnobsModule } from '../knobs/knobs.module.js';
import { MediaModule } from '../media/media.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { ChatsRepository } from './chats.repository.js';
import { DeliveriesService } from './deliveries.service.js';
import { MenusRepository } from './menus.repository.js';
import { PeopleRepository } from './people.repository.js';
import { PhoneEventsService } from './phone-events.service.js';
import { ReadMarksService } from './read-marks.service.js';
import { StateFileService } from './state-file.service.js';
import { TypingService } from './typing.service.js';

/** The people with phones, their chats, and what the business does in them. */
@Module({
  imports: [KnobsModule, MediaModule, WebhooksModule],
  providers: [
    PeopleRepository,
    ChatsRepository,
    MenusRepository,
    PhoneEventsService,
    TypingService,
    DeliveriesService,
    ReadMarksService,
    StateFileService,
  ],
  exports: [
    PeopleRepository,
    ChatsRepository,
    MenusRepository,
    PhoneEventsService,
    TypingService,
    DeliveriesService,
    ReadMarksService,
  ],
})
export class ChatsModule {}
