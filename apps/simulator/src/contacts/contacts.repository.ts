import { Injectable } from '@nestjs/common';
import { ResetSignal } from '../knobs/reset-signal.service.js';
import { emptyBucket, type PairBucket } from './pair-bucket.js';

const MAX_CONTACTS = 50_000;
const WINDOW_MS = 24 * 3_600_000;

/** What the platform remembers of a pair of business and person. */
export interface Contact {
  bucket: PairBucket;
  /** When the person wrote last, if they ever did. */
  lastInboundAt?: number;
}

export type ServiceWindow = 'open' | 'closed' | 'never-opened';

/** Any person who writes or is written to, with each business by itself, under the name of their pair; the longest unused go first. */
@Injectable()
export class ContactsRepository {
  private readonly contacts = new Map<string, Contact>();

  constructor(reset: ResetSignal) {
    reset.subscribe(() => this.contacts.clear());
  }

  /** The contact of this pair, made when it is new. */
  touch(pair: string): Contact {
    const known = this.contacts.get(pair);
    if (known) this.contacts.delete(pair);
    else if (this.contacts.size >= MAX_CONTACTS) this.forgetOldest();
    const contact = known ?? { bucket: emptyBucket() };
    this.contacts.set(pair, contact);
    return contact;
  }

  noteInbound(pair: string, at: number): void {
    const contact = this.touch(pair);
    contact.lastInboundAt = Math.max(at, contact.lastInboundAt ?? 0);
  }

  private forgetOldest(): void {
    const [oldest] = this.contacts.keys();
    if (oldest !== undefined) this.contacts.delete(oldest);
  }
}

/** Free-form messages are allowed for 24 h after the person's last message. */
export function windowOf({ lastInboundAt }: Contact, now: number): ServiceWindow {
  if (lastInboundAt === undefined) return 'never-opened';
  return now - lastInboundAt < WINDOW_MS ? 'open' : 'closed';
}
