import { Module } from '@nestjs/common';
import { ContactsModule } from '../contacts/contacts.module.js';
import { KnobsModule } from '../knobs/knobs.module.js';
import { LogModule } from '../log/log.module.js';
import { HandshakeService } from './handshake.service.js';
import { StatusesService } from './statuses.service.js';
import { WebhookEndpointClient } from './webhook-endpoint.client.js';
import { WebhookFeed } from './webhook-feed.service.js';
import { WebhookOutbox } from './webhook-outbox.service.js';
import { WebhooksController } from './webhooks.controller.js';

/** The way from the platform to the business: signed POSTs, redelivered until they are acknowledged. */
@Module({
  imports: [KnobsModule, LogModule, ContactsModule],
  controllers: [WebhooksController],
  providers: [WebhookEndpointClient, HandshakeService, WebhookOutbox, WebhookFeed, StatusesService],
  exports: [WebhookFeed, StatusesService, HandshakeService, WebhookOutbox],
})
export class WebhooksModule {}
