import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { InboundMessage } from '#libs/contracts';

/** Names for people and messages under which nobody finds their numbers again: the space of numbers is small, so a key is needed. */
export class Pseudonyms {
  private readonly key: KeyObject;

  /** @param secret the same in all replicas */
  constructor(secret: string) {
    this.key = createSecretKey(createHmac('sha256', secret).update('gateway pseudonyms').digest());
  }

  personOf({ contact }: InboundMessage): string {
    const alias = contact?.bsuid || contact?.waId || contact?.parentBsuid || '';
    return createHmac('sha256', this.key).update(`${contact?.phoneNumberId} ${alias}`).digest('base64url').slice(0, 22);
  }

  /** Within the window of a person only; the random part of Meta's ids makes it safe. */
  messageOf({ id }: InboundMessage): string {
    return hash('sha1', id, 'base64url').slice(0, 16);
  }
}
