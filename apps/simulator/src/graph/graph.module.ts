import { Module } from '@nestjs/common';
import { ChatsModule } from '../chats/chats.module.js';
import { ContactsModule } from '../contacts/contacts.module.js';
import { KnobsModule } from '../knobs/knobs.module.js';
import { LogModule } from '../log/log.module.js';
import { MediaModule } from '../media/media.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { AdmissionService } from './sending/admission.service.js';
import { AutomationService } from './automation.service.js';
import { DispatchService } from './sending/dispatch.service.js';
import { GraphAnswers } from './door/graph-answers.service.js';
import { GraphDoor } from './door/graph-door.service.js';
import { MediaController } from './media.controller.js';
import { MessagesController } from './messages.controller.js';
import { MessagesService } from './sending/messages.service.js';
import { ObjectsController } from './objects.controller.js';

/** The Graph API: what the business calls. */
@Module({
  imports: [KnobsModule, LogModule, ContactsModule, MediaModule, WebhooksModule, ChatsModule],
  controllers: [MessagesController, MediaController, ObjectsController],
  providers: [GraphAnswers, GraphDoor, AdmissionService, DispatchService, MessagesService, AutomationService],
})
export class GraphModule {}
