import { z } from 'zod';

const MAX_CONTACT = 200;

export const humanContact = z.string().max(MAX_CONTACT, `expected at most ${MAX_CONTACT} characters`);

/** `<phone number id>: <contact>` by semicolons or lines. */
export const humanContacts = z.string().transform((text, context): ReadonlyMap<string, string> => {
  const contacts = new Map<string, string>();
  const entries = text.split(/[;\n]/).map((entry) => entry.trim());
  for (const [index, entry] of entries.filter(Boolean).entries()) {
    const [, number, contact] = /^(\d{1,32})\s*:\s*(.+)$/.exec(entry) ?? [];
    const complain = (message: string): void =>
      context.addIssue({ code: 'custom', message: `entry ${index + 1}: ${message}` });
    if (number === undefined || contact === undefined) complain('expected <phone number id>: <contact>');
    else if (contact.length > MAX_CONTACT) complain(`expected at most ${MAX_CONTACT} characters`);
    else if (contacts.has(number)) complain('its number has a contact already');
    else contacts.set(number, contact);
  }
  return contacts;
});

/** What is configured. */
interface Contacts {
  HUMAN_CONTACT?: string;
  HUMAN_CONTACTS?: ReadonlyMap<string, string>;
}

/** How people who write to this number reach a human: its own contact, else the one that is there for all. */
export const humanContactOf = (
  { HUMAN_CONTACT, HUMAN_CONTACTS }: Contacts,
  phoneNumberId: string,
): string | undefined => HUMAN_CONTACTS?.get(phoneNumberId) ?? HUMAN_CONTACT;
