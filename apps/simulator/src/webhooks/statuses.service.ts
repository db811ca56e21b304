import { Inject, Injectable } from '@nestjs/common';
import { BUSINESS, type Business } from '../business.js';
import { ResetSignal } from '../knobs/reset-signal.service.js';
import { VirtualClock } from '../knobs/virtual-clock.service.js';
import { metadataOf } from './metadata.js';
import { type StatusUpdate, toStatus } from './to-status.js';
import { WebhookFeed } from './webhook-feed.service.js';

const GATHER_MS = 50;
const MAX_GATHERED = 500;

/** Tells the business what became of its messages. */
@Injectable()
export class StatusesService {
  private gathered: ReturnType<typeof toStatus>[] = [];
  private callOff?: () => void;

  constructor(
    @Inject(BUSINESS) private readonly business: Business,
    private readonly feed: WebhookFeed,
    private readonly clock: VirtualClock,
    reset: ResetSignal,
  ) {
    reset.subscribe(() => this.clear());
  }

  /** In a change of its own, with the person's contact. */
  announce(update: StatusUpdate): void {
    const { waId, bsuid, name } = update.addressee;
    const contact = {
      ...(name && { profile: { name } }),
      ...(waId && { wa_id: waId }),
      ...(bsuid && { user_id: bsuid }),
    };
    const contacts = update.status === 'failed' ? undefined : [contact];
    this.publish([toStatus(update, this.clock.seconds())], contacts);
  }

  /** Together with others of the same moment, without contacts: under load a POST each would cost more than the sends. */
  gather(update: StatusUpdate): void {
    this.gathered.push(toStatus(update, this.clock.seconds()));
    if (this.gathered.length >= MAX_GATHERED) this.flush();
    else this.callOff ??= this.clock.after(GATHER_MS, () => this.flush());
  }

  private clear(): void {
    this.callOff?.();
    this.callOff = undefined;
    this.gathered = [];
  }

  private flush(): void {
    const { gathered } = this;
    this.clear();
    this.publish(gathered);
  }

  private publish(statuses: ReturnType<typeof toStatus>[], contacts?: object[]): void {
    this.feed.publish({
      field: 'messages',
      value: { ...metadataOf(this.business), ...(contacts && { contacts }), statuses },
    });
  }
}
