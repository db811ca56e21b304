import type { Contact } from '#libs/contracts';
import { sanitiseLine } from '../sanitation/sanitise-text.js';
import type { ContactItem, MessageItem } from './whatsapp.schema.js';

const MAX_USER_ID = 300;

/** E.164 without the plus sign, as Meta sends it; anything else is no number, and is never turned into one. */
export const toWaId = (value = ''): string => (/^[1-9]\d{6,14}$/.test(value) ? value : '');

/** Opaque; only what could not be stored or compared counts as missing. */
export const toUserId = (value = ''): string =>
  value.length <= MAX_USER_ID && !/[\p{Cc}\p{Cs}]/u.test(value) ? value : '';

type Sender = Pick<MessageItem, 'from' | 'from_user_id' | 'from_parent_user_id'>;

/** Who sent a message, by every alias that the webhook gives; undefined when it gives none. */
export function toContact(phoneNumberId: string, sender: Sender, card?: ContactItem): Contact | undefined {
  const waId = toWaId(sender.from) || toWaId(card?.wa_id);
  const bsuid = toUserId(sender.from_user_id) || toUserId(card?.user_id);
  const parentBsuid = toUserId(sender.from_parent_user_id) || toUserId(card?.parent_user_id);
  if (!waId && !bsuid && !parentBsuid) return undefined;
  return { phoneNumberId, bsuid, parentBsuid, waId, name: sanitiseLine(card?.profile?.name ?? '') };
}
