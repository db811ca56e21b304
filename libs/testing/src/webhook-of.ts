import { createHmac } from 'node:crypto';

export interface Change {
  field?: unknown;
  value?: unknown;
}

const PHONE_NUMBER_ID = '100000000000001';

/** A webhook with one entry for each list of changes. */
export const webhookOf = (...entries: Change[][]) => ({
  object: 'whatsapp_business_account',
  entry: entries.map((changes, index) => ({ id: `waba-${index}`, changes })),
});

/** A change of the field `messages` for one number. */
export const messagesChange = (items: Record<string, unknown>, phoneNumberId = PHONE_NUMBER_ID): Change => ({
  field: 'messages',
  value: {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '5511990000000', phone_number_id: phoneNumberId },
    ...items,
  },
});

/** A text message of one person; members can be replaced or taken away with undefined. */
export const textMessage = (id: string, members: Record<string, unknown> = {}) => ({
  from: '5511990000001',
  id: `wamid.${id}`,
  timestamp: `${Math.floor(Date.now() / 1_000)}`,
  type: 'text',
  text: { body: `text of ${id}` },
  ...members,
});

/** What WhatsApp puts into the header X-Hub-Signature-256. */
export const signatureOf = (body: Uint8Array | string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
