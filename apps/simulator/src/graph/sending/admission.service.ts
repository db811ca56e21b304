import { Injectable } from '@nestjs/common';
import type { Business } from '../../business.js';
import { pairOf } from '../../contacts/address-of.js';
import type { Person } from '../../chats/person.js';
import { ContactsRepository, windowOf } from '../../contacts/contacts.repository.js';
import { takeFromPair } from '../../contacts/pair-bucket.js';
import { KnobsService } from '../../knobs/knobs.service.js';
import { VirtualClock } from '../../knobs/virtual-clock.service.js';
import { GraphError } from '../door/graph-error.js';
import { NumberBucket } from './number-bucket.js';
import type { OutboundPayload } from './outbound-payload.js';
import type { Recipient } from './recipient.js';

interface Wanted {
  business: Business;
  payload: OutboundPayload;
  recipient: Recipient;
  person: Person | undefined;
}

/** Whether a well-formed send may go: the 24 h window, the rate of the number, the rate of the pair. */
@Injectable()
export class AdmissionService {
  private readonly numberBuckets = new Map<Business, NumberBucket>();

  constructor(
    private readonly contacts: ContactsRepository,
    private readonly knobs: KnobsService,
    private readonly clock: VirtualClock,
  ) {}

  /** Uses up the limits if nothing refuses. A recipient who is no `person` is a stranger. */
  admit({ business, payload, recipient, person }: Wanted): GraphError | undefined {
    if (recipient.waId === business.digits) return new GraphError(131021, 'Sender and recipient are the same number.');
    const now = this.clock.now();
    const contact = this.contacts.touch(pairOf(business, person ?? recipient));
    const { enforceWindow, strangersInWindow, enforcePairLimit, numberRatePerSecond } = this.knobs.current;

    const window = windowOf(contact, now);
    const isOpen = window === 'open' || (window === 'never-opened' && !person && strangersInWindow);
    if (enforceWindow && !isOpen && payload.type !== 'template') {
      return new GraphError(
        131047,
        'More than 24 hours have passed since the recipient last replied to the sender number.',
      );
    }
    if (!this.bucketOf(business).take(numberRatePerSecond, now)) {
      return new GraphError(130429, 'Cloud API message throughput has been reached.', { retryAfterSeconds: 1 });
    }
    if (enforcePairLimit && !takeFromPair(contact.bucket, now)) {
      return new GraphError(
        131056,
        'Too many messages sent from the sender number to the same recipient in a short period of time.',
      );
    }
    return undefined;
  }

  private bucketOf(business: Business): NumberBucket {
    const bucket = this.numberBuckets.get(business) ?? new NumberBucket();
    this.numberBuckets.set(business, bucket);
    return bucket;
  }
}
