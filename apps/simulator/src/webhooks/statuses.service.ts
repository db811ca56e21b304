import { Injectable } from '@nestjs/common';
import { type Business, Businesses } from '../business.js';
import { ResetSignal } from '../knobs/reset-signal.service.js';
import { VirtualClock } from '../knobs/virtual-clock.service.js';
import { metadataOf } from './metadata.js';
import { type StatusUpdate, toStatus } from './to-status.js';
import { WebhookFeed } from './webhook-feed.service.js';

const GATHER_MS = 50;
const MAX_GATHERED = 500;
const MAX_ARRANGED = 10_000;

type Status = ReturnType<typeof toStatus>;

/** Tells the business what became of its messages. */
@Injectable()
export class StatusesService {
  private gathered = new Map<Business, Status[]>();
  private count = 0;
  private callOff?: () => void;
  /** Messages whose statuses come late, or never. */
  private readonly arranged = new Map<string, number | 'never'>();

  constructor(
    private readonly businesses: Businesses,
    private readonly feed: WebhookFeed,
    private readonly clock: VirtualClock,
    reset: ResetSignal,
  ) {
    reset.subscribe(() => this.clear());
  }

  /** Makes the statuses of a message late by so many milliseconds, or keeps them back for ever. */
  arrange(wamid: string, delayMs: number | 'never'): void {
    if (this.arranged.size >= MAX_ARRANGED) this.arranged.clear();
    this.arranged.set(wamid, delayMs);
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
    this.release(update, (status) => this.publish(this.businesses.of(update.addressee), [status], contacts));
  }

  /** Together with others of the same moment, without contacts: under load a POST each would cost more than the sends. */
  gather(update: StatusUpdate): void {
    this.release(update, (status) => {
      const business = this.businesses.of(update.addressee);
      const statuses = this.gathered.get(business);
      if (statuses) statuses.push(status);
      else this.gathered.set(business, [status]);
      this.count += 1;
      if (this.count >= MAX_GATHERED) this.flush();
      else this.callOff ??= this.clock.after(GATHER_MS, () => this.flush());
    });
  }

  private release(update: StatusUpdate, tell: (status: Status) => void): void {
    const delayMs = this.arranged.size === 0 ? undefined : this.arranged.get(update.wamid);
    if (delayMs === 'never') return;
    const status = toStatus(update, this.clock.seconds());
    if (delayMs) this.clock.after(delayMs, () => tell(status));
    else tell(status);
  }

  private clear(): void {
    this.forgetGathered();
    this.arranged.clear();
  }

  private forgetGathered(): void {
    this.callOff?.();
    this.callOff = undefined;
    this.gathered = new Map();
    this.count = 0;
  }

  private flush(): void {
    const { gathered } = this;
    this.forgetGathered();
    for (const [business, statuses] of gathered) this.publish(business, statuses);
  }

  private publish(business: Business, statuses: Status[], contacts?: object[]): void {
    this.feed.publish({
      field: 'messages',
      value: { ...metadataOf(business), ...(contacts && { contacts }), statuses },
    });
  }
}
