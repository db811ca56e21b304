import type { Business } from '../business.js';

/** What every value of the field `messages` begins with. */
export const metadataOf = ({ digits, phoneNumberId }: Business) => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: digits, phone_number_id: phoneNumberId },
});
