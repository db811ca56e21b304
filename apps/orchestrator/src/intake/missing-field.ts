import type { InboundMessage } from '#libs/contracts';

/** The first field without which a message cannot be kept, or undefined. */
export function missingField({ id, contact }: InboundMessage): string | undefined {
  if (!id) return 'id';
  if (!contact?.phoneNumberId) return 'contact.phone_number_id';
  if (!contact.bsuid && !contact.parentBsuid && !contact.waId) return 'contact';
  return undefined;
}
