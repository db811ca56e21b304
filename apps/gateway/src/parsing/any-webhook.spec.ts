import fc from 'fast-check';
import { DeliveryStatus, InboundMessage } from '#libs/contracts';
import { type Change, messagesChange, textMessage, webhookOf } from '#libs/testing';
import { parseWebhook } from './parse-webhook.js';
import type { Arrival, ParsedWebhook } from './parsed-webhook.js';

const receivedAtMs = Date.UTC(2026, 10, 20, 12);
const arrival: Arrival = { receivedAtMs, traceparent: '', ownNumbers: new Set() };
const timestamp = `${receivedAtMs / 1_000}`;
const parse = (webhook: unknown) => parseWebhook(Buffer.from(JSON.stringify(webhook)), arrival);

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What a peer gets always encodes, and holds nothing that Postgres refuses. */
function expectDeliverable({ messages, statuses }: ParsedWebhook): void {
  for (const { value } of messages) expect(InboundMessage.decode(InboundMessage.encode(value).finish())).toEqual(value);
  for (const { value } of statuses) expect(DeliveryStatus.decode(DeliveryStatus.encode(value).finish())).toEqual(value);
  const texts = textsIn([...messages, ...statuses].map(({ value }) => value));
  expect(texts.filter((text) => text.includes('\0') || !text.isWellFormed())).toEqual([]);
}

const types = [
  'text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts', 'interactive', 'button', 'order',
  'reaction', 'system', 'unsupported', 'edit', 'revoke', 'request_welcome', 'poll', '__proto__', 'constructor',
]; // prettier-ignore
const names = [
  'id', 'type', 'from', 'from_user_id', 'timestamp', 'context', 'referral', 'errors', 'body', 'caption', 'filename',
  'latitude', 'longitude', 'name', 'formatted_name', 'phones', 'phone', 'button_reply', 'list_reply', 'nfm_reply',
  'response_json', 'title', 'payload', 'product_items', 'quantity', 'item_price', 'message_id', 'emoji', 'wa_id',
  'user_id', 'original_message_id', 'message', 'code', 'status', 'recipient_id', 'profile', '__proto__', 'voice', ...types,
]; // prettier-ignore
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('\0', 'a\0b', '\ud83d', 'x\ude00\n'),
);
const anyValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    anyText,
    fc.constantFrom('', 'wamid.X', 'text', timestamp, '5511990000001', 'button_reply'),
    fc.oneof(fc.integer(), fc.double(), fc.constant(1e308)),
    fc.constantFrom(null, true, false),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...names), anyText), tie('value'), { maxKeys: 6 }),
  ),
})).value;
/** An item that looks right at first sight. */
const almostMessage = fc
  .record({
    type: fc.constantFrom(...types),
    members: fc.dictionary(fc.constantFrom(...names), anyValue),
    node: anyValue,
  })
  .map(({ type, members, node }) => ({ ...textMessage('almost', { timestamp }), ...members, type, [type]: node }));
const almostStatus = fc
  .dictionary(fc.constantFrom(...names), anyValue)
  .map((members) => ({ id: 'wamid.S', status: 'sent', timestamp, ...members }));
const badItem = fc.oneof(anyValue, almostMessage, almostStatus);

describe('any webhook at all', () => {
  it('is parsed without an exception, to what can be handed over', () => {
    fc.assert(fc.property(anyValue, (webhook) => expectDeliverable(parse(webhook))));
    fc.assert(
      fc.property(fc.array(anyValue), fc.constantFrom('messages', 'user_id_update', 'x'), (values, field) => {
        const list = values as Record<string, unknown>[];
        expectDeliverable(parse(webhookOf(list.map((value) => ({ field, value })))));
        expectDeliverable(parse({ object: 'whatsapp_business_account', entry: values }));
        expectDeliverable(parse(webhookOf([messagesChange({ messages: values, statuses: values, contacts: values })])));
      }),
    );
  });

  it('is parsed without an exception from any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) =>
        expectDeliverable(parseWebhook(Buffer.from(bytes), arrival)),
      ),
    );
  });

  it('gives all its good items, wherever they stand among bad ones', () => {
    const places = fc.array(
      fc.record({
        bad: fc.array(badItem, { maxLength: 3 }),
        isStatus: fc.boolean(),
        newChange: fc.boolean(),
        newEntry: fc.boolean(),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(places, fc.array(anyValue, { maxLength: 2 }), (batch, contacts) => {
        const entries: Change[][] = [[]];
        const expected: string[] = [];
        let change: { messages: unknown[]; statuses: unknown[] } | undefined;
        batch.forEach(({ bad, isStatus, newChange, newEntry }, index) => {
          if (newEntry) entries.push([]);
          if (!change || newChange || newEntry) {
            change = { messages: [], statuses: [] };
            entries.at(-1)!.push(messagesChange({ contacts, ...change }));
          }
          const good = isStatus
            ? { id: `wamid.good-${index}`, status: 'read', timestamp }
            : textMessage(`good-${index}`, { timestamp });
          (isStatus ? change.statuses : change.messages).push(...bad, good);
          expected.push(`wamid.good-${index}`);
        });
        const parsed = parse(webhookOf(...entries));
        expectDeliverable(parsed);
        const found = [
          ...parsed.messages.map(({ value }) => value.id),
          ...parsed.statuses.map(({ value }) => value.messageId),
        ];
        expect(found.filter((id) => id.startsWith('wamid.good-')).sort()).toEqual(expected.sort());
      }),
    );
  });

  it('keeps each item that it sets aside so that it comes to the same end again', () => {
    fc.assert(
      fc.property(fc.array(badItem, { maxLength: 5 }), (items) => {
        const { quarantined } = parse(
          webhookOf([messagesChange({ messages: items, statuses: items, user_id_update: items })]),
        );
        for (const item of quarantined) expect(parseWebhook(item.raw, arrival).quarantined).toEqual([item]);
      }),
    );
  });
});
