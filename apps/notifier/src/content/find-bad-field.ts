import type { Contact, OutboundMessage, Template } from '#libs/contracts';

/** Longer texts are no answers; a hundred thousand characters are twenty-five messages. */
const MAX_BODY = 100_000;
const MAX_CHOICES = 100;

const isId = (value: string): boolean => /^[\x21-\x7e]{1,200}$/.test(value);
const isOpaque = (value: string): boolean => value.length <= 300 && !/[\p{Cc}\p{Cs}]/u.test(value);
const isBlank = (value: string): boolean => !/[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(value);

/** The field that makes a message unfit to be sent, by its name in the contract; undefined for a good one. */
export function findBadField(message: OutboundMessage): string | undefined {
  if (!isId(message.idempotencyKey)) return 'idempotency_key';
  if (!isId(message.conversationId)) return 'conversation_id';
  if (!isOpaque(message.replyToId)) return 'reply_to_id';
  if (!isOpaque(message.traceparent)) return 'traceparent';
  return badContactField(message.contact) ?? badContentField(message.content);
}

function badContactField(contact: Contact | undefined): string | undefined {
  if (!contact) return 'contact';
  const { phoneNumberId, waId, bsuid, parentBsuid } = contact;
  if (!/^\d{1,32}$/.test(phoneNumberId)) return 'contact.phone_number_id';
  if (waId && !/^\d{5,20}$/.test(waId)) return 'contact.wa_id';
  if (!isOpaque(bsuid)) return 'contact.bsuid';
  if (!isOpaque(parentBsuid)) return 'contact.parent_bsuid';
  return waId || bsuid || parentBsuid ? undefined : 'contact';
}

function badContentField(content: OutboundMessage['content']): string | undefined {
  switch (content?.$case) {
    case undefined:
      return 'content';
    case 'text':
      return isBadBody(content.value.body) ? 'text.body' : undefined;
    case 'buttons':
    case 'list':
      if (isBadBody(content.value.body)) return `${content.$case}.body`;
      return isBadCount(content.value.choices) ? `${content.$case}.choices` : undefined;
    case 'image':
      if (!content.value.source || !isPicture(content.value.source)) return 'image.source';
      return content.value.caption.length > MAX_BODY ? 'image.caption' : undefined;
    case 'template':
      return badTemplateField(content.value);
  }
}

function badTemplateField({ name, language, bodyParameters }: Template): string | undefined {
  if (!/^[a-z0-9_]{1,512}$/.test(name)) return 'template.name';
  if (!/^[a-z]{2,3}(_[A-Z]{2})?$/.test(language)) return 'template.language';
  return bodyParameters.some((text) => isBadBody(text)) ? 'template.body_parameters' : undefined;
}

const isBadBody = (body: string): boolean => isBlank(body) || body.length > MAX_BODY;
const isBadCount = (choices: unknown[]): boolean => choices.length < 1 || choices.length > MAX_CHOICES;

const isPicture = ({ $case, value }: { $case: 'link' | 'mediaId'; value: string }): boolean =>
  $case === 'mediaId' ? isId(value) : value.length <= 2_000 && /^https?:\/\/\S+$/.test(value) && URL.canParse(value);
