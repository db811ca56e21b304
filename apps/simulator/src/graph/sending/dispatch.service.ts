import { Inject, Injectable } from '@nestjs/common';
import type { Business } from '../../business.js';
import { DeliveriesService } from '../../chats/deliveries.service.js';
import type { Person } from '../../chats/person.js';
import { FaultRules } from '../../knobs/fault-rules.service.js';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../../simulator.config.js';
import { StatusesService } from '../../webhooks/statuses.service.js';
import type { OutboundPayload } from './outbound-payload.js';
import type { Recipient } from './recipient.js';
import { toPhoneContent } from './to-phone-content.js';

export interface AcceptedSend {
  business: Business;
  wamid: string;
  payload: OutboundPayload;
  recipient: Recipient;
  /** Whoever has a phone here; everybody else is a stranger. */
  person: Person | undefined;
  /** The text of a template. */
  rendered: string | undefined;
}

/** Where an accepted message goes: to a phone, or, for strangers, nowhere but into statuses. */
@Injectable()
export class DispatchService {
  constructor(
    @Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig,
    private readonly deliveries: DeliveriesService,
    private readonly statuses: StatusesService,
    private readonly faults: FaultRules,
  ) {}

  dispatch({ business, wamid, payload, recipient, person, rendered }: AcceptedSend): void {
    const opaque = payload.biz_opaque_callback_data;
    const addressee = person ?? { ...recipient, phoneNumberId: business.phoneNumberId };
    const fault = this.faults.next('statuses', recipient.input);
    if (fault) this.statuses.arrange(wamid, fault.effect === 'never' ? 'never' : (fault.delayMs ?? 0));
    if (fault?.effect === 'failed') {
      this.statuses.announce({ wamid, opaque, code: fault.code, status: 'failed', addressee });
    } else if (!person) {
      for (const status of this.config.SIMULATOR_STATUSES) this.statuses.gather({ wamid, opaque, status, addressee });
    } else if (payload.type === 'reaction') {
      this.deliveries.react(person, payload.reaction.message_id, payload.reaction.emoji, { wamid, opaque });
    } else {
      this.deliveries.bring(person, toPhoneContent(payload, rendered), { wamid, opaque });
    }
  }
}
