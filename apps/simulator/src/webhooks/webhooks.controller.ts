import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';
import { Businesses } from '../business.js';
import { pairOf } from '../contacts/address-of.js';
import { ContactsRepository } from '../contacts/contacts.repository.js';
import { VirtualClock } from '../knobs/virtual-clock.service.js';
import { readBody } from '../read-body.js';
import { escapeJson } from './escape-json.js';
import { HandshakeService } from './handshake.service.js';
import { inboundAddresses } from './inbound-addresses.js';
import { WebhookOutbox } from './webhook-outbox.service.js';

/** A string is sent as it stands, so that bodies that are no JSON can be tried; anything else as Meta would write it. */
const rawSchema = z.strictObject({
  payload: z.union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())]),
});

@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly outbox: WebhookOutbox,
    private readonly handshake: HandshakeService,
    private readonly contacts: ContactsRepository,
    private readonly clock: VirtualClock,
    private readonly businesses: Businesses,
  ) {}

  /** What is still to be delivered. */
  @Get()
  counts() {
    return { ...this.outbox.counts(), online: this.handshake.online };
  }

  /** Signs and delivers any payload, with redelivery. Whoever writes in it has an open window from then on. */
  @Post('raw')
  @HttpCode(202)
  raw(@Body() body: unknown) {
    const { payload } = readBody(rawSchema, body);
    for (const { address, ...to } of inboundAddresses(payload))
      this.contacts.noteInbound(pairOf(this.businesses.of(to), { waId: address }), this.clock.now());
    const bytes = Buffer.from(typeof payload === 'string' ? payload : escapeJson(payload), 'utf8');
    return { postId: this.outbox.post(bytes, 1) };
  }

  @Post('handshake')
  @HttpCode(200)
  verify() {
    return this.handshake.run();
  }
}
