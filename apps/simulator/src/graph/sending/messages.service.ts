import { Injectable } from '@nestjs/common';
import type { Business } from '../../business.js';
import { PeopleRepository } from '../../chats/people.repository.js';
import { MediaRepository } from '../../media/media.repository.js';
import { newWamid } from '../../new-wamid.js';
import { AdmissionService } from './admission.service.js';
import { checkMedia } from './check-media.js';
import { DispatchService } from './dispatch.service.js';
import { GraphError } from '../door/graph-error.js';
import { toRecipient } from './recipient.js';
import { renderTemplate } from './templates.js';
import { validateMessage } from '../validation/validate-message.js';

/** The answer to an accepted send. */
export interface SendAnswer {
  messaging_product: 'whatsapp';
  contacts: [{ input: string; wa_id: string; user_id?: string }];
  messages: [{ id: string; message_status: 'accepted' }];
}

/** A send from its body to its acceptance. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly people: PeopleRepository,
    private readonly media: MediaRepository,
    private readonly admission: AdmissionService,
    private readonly dispatch: DispatchService,
  ) {}

  send(business: Business, body: unknown): SendAnswer | GraphError {
    const payload = validateMessage(body);
    if (payload instanceof GraphError) return payload;
    const recipient = toRecipient(payload, business.countryCode);
    if (recipient instanceof GraphError) return recipient;
    const rendered = payload.type === 'template' ? renderTemplate(payload.template) : undefined;
    if (rendered instanceof GraphError) return rendered;
    const person = this.people.findByAddress(recipient, business);
    const refusal =
      checkMedia(payload, (id) => this.media.find(id)) ??
      this.admission.admit({ business, payload, recipient, person });
    if (refusal) return refusal;

    const wamid = newWamid();
    this.dispatch.dispatch({ business, wamid, payload, recipient, person, rendered });
    const { input, waId = '', bsuid } = recipient;
    return {
      messaging_product: 'whatsapp',
      contacts: [{ input, wa_id: waId, ...(bsuid && { user_id: bsuid }) }],
      messages: [{ id: wamid, message_status: 'accepted' }],
    };
  }
}
