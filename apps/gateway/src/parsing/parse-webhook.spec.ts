import { messagesChange, textMessage, webhookOf } from '#libs/testing';
import { parseWebhook } from './parse-webhook.js';
import type { Arrival } from './parsed-webhook.js';

const receivedAtMs = Date.UTC(2026, 10, 20, 12);
const seconds = receivedAtMs / 1_000;
const arrival: Arrival = { receivedAtMs, traceparent: 'trace', ownNumbers: new Set() };
const parse = (webhook: unknown, override: Partial<Arrival> = {}) =>
  parseWebhook(Buffer.from(JSON.stringify(webhook)), { ...arrival, ...override });
const message = (id: string, members: Record<string, unknown> = {}) =>
  textMessage(id, { timestamp: `${seconds}`, ...members });
const parseMessage = (members: Record<string, unknown>, items: Record<string, unknown> = {}) =>
  parse(webhookOf([messagesChange({ messages: [message('A', members)], ...items })]));
const onlyMessage = (...args: Parameters<typeof parseMessage>) => parseMessage(...args).messages[0]?.value;
const status = { id: 'wamid.O1', status: 'delivered', timestamp: `${seconds}` };

describe(parseWebhook, () => {
  it('finds every item of every change of every entry', () => {
    const { messages, statuses, quarantined } = parse(
      webhookOf(
        [messagesChange({ messages: [message('1'), message('2')] }), messagesChange({ statuses: [status] }, '200')],
        [messagesChange({ messages: [message('3')], statuses: [status, status] }, '300')],
        [],
      ),
    );
    expect(messages.map(({ value }) => [value.contact?.phoneNumberId, value.id])).toEqual([
      ['100000000000001', 'wamid.1'],
      ['100000000000001', 'wamid.2'],
      ['300', 'wamid.3'],
    ]);
    expect(statuses.map(({ value }) => value.phoneNumberId)).toEqual(['200', '300', '300']);
    expect(quarantined).toEqual([]);
  });

  it('gives a message with everything that is known about it', () => {
    const sent = message('A', {
      from_user_id: 'BR.1',
      surprise: [1],
      referral: { source_id: '7' },
      context: { id: 'wamid.Q' },
    });
    const contacts = [{ profile: { name: ' Ana\0 ' }, wa_id: sent.from, user_id: 'BR.1', parent_user_id: 'BR.ENT.1' }];
    expect(parse(webhookOf([messagesChange({ contacts, messages: [sent] })])).messages[0]).toMatchObject({
      type: 'text',
      value: {
        id: 'wamid.A',
        contact: {
          phoneNumberId: '100000000000001',
          bsuid: 'BR.1',
          parentBsuid: 'BR.ENT.1',
          waId: sent.from,
          name: 'Ana\uFFFD',
        },
        sentAt: new Date(receivedAtMs),
        context: { quotedId: 'wamid.Q', forwarded: false, frequentlyForwarded: false },
        referralJson: '{"source_id":"7"}',
        rawJson: JSON.stringify(sent),
        traceparent: 'trace',
        content: { $case: 'text', value: { body: 'text of A' } },
      },
    });
  });

  describe('who sent a message', () => {
    const [ana, bob] = [
      { wa_id: '5511990000001', user_id: 'BR.1', profile: { name: 'Ana' } },
      { wa_id: '5511990000002', user_id: 'BR.2', profile: { name: 'Bob' } },
    ];
    it.each([
      ['by number alone', {}, undefined, { waId: '5511990000001', bsuid: '', name: '' }],
      ['by the contact with the number', {}, [bob, ana], { waId: '5511990000001', bsuid: 'BR.1', name: 'Ana' }],
      [
        'by user id when from is empty',
        { from: '', from_user_id: 'BR.2' },
        [ana, bob],
        { waId: '5511990000002', bsuid: 'BR.2', name: 'Bob' },
      ],
      ['by user id when from is missing', { from: undefined, from_user_id: 'BR.2' }, [], { waId: '', bsuid: 'BR.2' }],
      [
        'by the only contact when the message says nothing',
        { from: '' },
        [{ user_id: 'BR.1' }],
        { waId: '', bsuid: 'BR.1' },
      ],
      ['by message and contact together', {}, [{ user_id: 'BR.1' }], { waId: '5511990000001', bsuid: 'BR.1' }],
      ['without its contact when that is someone else', {}, [bob], { waId: '5511990000001', bsuid: '', name: '' }],
      [
        'without a contact when several may be meant',
        { from: undefined, from_user_id: 'BR.3' },
        [ana, bob],
        { waId: '', bsuid: 'BR.3', name: '' },
      ],
      ['without a number that cannot be one', { from: '0', from_user_id: 'BR.1' }, [], { waId: '', bsuid: 'BR.1' }],
      [
        'without a number with letters',
        { from: '55119x0000001', from_user_id: 'BR.1' },
        [],
        { waId: '', bsuid: 'BR.1' },
      ],
      [
        'without a number that is too long',
        { from: '1234567890123456', from_user_id: 'BR.1' },
        [],
        { waId: '', bsuid: 'BR.1' },
      ],
      ['with a contact that has no profile', {}, [{ wa_id: '5511990000001' }], { waId: '5511990000001', name: '' }],
      ['with a contact list that is none', {}, { wa_id: '5511990000001' }, { waId: '5511990000001', name: '' }],
      ['with contacts that are broken', {}, [null, 7, ana], { waId: '5511990000001', bsuid: 'BR.1' }],
    ])('is known %s', (_, members, contacts, contact) => {
      expect(onlyMessage(members, contacts && { contacts })?.contact).toMatchObject(contact);
    });

    it('must be known: without any alias a message is set aside', () => {
      expect(parseMessage({ from: '' })).toMatchObject({
        messages: [],
        quarantined: [{ kind: 'message', reason: 'NO_IDENTITY' }],
      });
    });

    it('is the person whom a change of id names when nobody sent it', () => {
      const changed = { from: undefined, type: 'system', system: { type: 'user_changed_user_id', user_id: 'BR.2' } };
      expect(onlyMessage(changed)?.contact).toMatchObject({ bsuid: 'BR.2', waId: '' });
    });
  });

  describe('the context of a message', () => {
    it.each([
      [{ forwarded: true }, { quotedId: '', forwarded: true, frequentlyForwarded: false }],
      [{ frequently_forwarded: true }, { quotedId: '', forwarded: false, frequentlyForwarded: true }],
      [
        { from: 'x', id: 'wamid.Q', forwarded: true },
        { quotedId: 'wamid.Q', forwarded: true, frequentlyForwarded: false },
      ],
      [
        { id: 7, forwarded: 'no' },
        { quotedId: '', forwarded: false, frequentlyForwarded: false },
      ],
      [
        { from: 'x', id: 'wamid.Q', referred_product: { catalog_id: 'c', product_retailer_id: 'PAN-01\0' } },
        { quotedId: 'wamid.Q', referredProduct: { catalogId: 'c', productId: 'PAN-01\uFFFD' } },
      ],
      [
        { referred_product: { product_retailer_id: 'PAN-01' } },
        { referredProduct: { catalogId: '', productId: 'PAN-01' } },
      ],
      [
        { id: 'wamid.Q', referred_product: { catalog_id: 'c' } },
        { quotedId: 'wamid.Q', referredProduct: undefined },
      ],
      [
        { id: 'wamid.Q', referred_product: 'PAN-01' },
        { quotedId: 'wamid.Q', referredProduct: undefined },
      ],
    ])('%j is read member by member', (context, expected) => {
      expect(onlyMessage({ context })?.context).toMatchObject(expected);
    });

    it.each(['none', undefined])('of %j is none', (context) => {
      expect(onlyMessage({ context })?.context).toBeUndefined();
    });
  });

  describe('the time of an event', () => {
    it('is never in the future', () => {
      expect(onlyMessage({ timestamp: '4102444800' })?.sentAt).toEqual(new Date(receivedAtMs));
    });

    it('may be a number', () => {
      expect(onlyMessage({ timestamp: seconds - 5 })?.sentAt).toEqual(new Date(receivedAtMs - 5_000));
    });

    it('is at most eight days ago', () => {
      const days = (count: number) => `${seconds - count * 86_400}`;
      expect(onlyMessage({ timestamp: days(7.9) })).toBeDefined();
      for (const timestamp of [days(8.1), '1', '0'])
        expect(parseMessage({ timestamp })).toMatchObject({ messages: [], quarantined: [{ reason: 'STALE_EVENT' }] });
      const old = webhookOf([messagesChange({ statuses: [{ ...status, timestamp: '0' }] })]);
      expect(parse(old)).toMatchObject({ statuses: [], quarantined: [{ kind: 'status', reason: 'STALE_EVENT' }] });
    });
  });

  it.each([
    ['id', { id: undefined }],
    ['id', { id: '' }],
    ['id', { id: 'wamid.\0' }],
    ['id', { id: 'a'.repeat(513) }],
    ['timestamp', { timestamp: undefined }],
    ['timestamp', { timestamp: 'soon' }],
    ['timestamp', { timestamp: -1 }],
    ['id, timestamp', { id: 7, timestamp: null }],
  ])('sets a message with a bad %s aside and says which member it is', (detail, members) => {
    expect(parseMessage(members)).toMatchObject({
      messages: [],
      quarantined: [{ kind: 'message', reason: 'MALFORMED', detail }],
    });
  });

  it('takes a message without a type for one that it cannot read', () => {
    expect(onlyMessage({ type: undefined })?.content).toMatchObject({
      $case: 'unsupported',
      value: { type: 'unknown' },
    });
  });

  it('gives a status as it came', () => {
    const sent = {
      ...status,
      status: 'played_backwards',
      recipient_id: '',
      biz_opaque_callback_data: '42.1',
      errors: [{ code: 131026, title: 'Undeliverable' }, { code: 1e99 }],
    };
    expect(parse(webhookOf([messagesChange({ statuses: [sent] })])).statuses[0]?.value).toEqual({
      phoneNumberId: '100000000000001',
      messageId: 'wamid.O1',
      status: 'played_backwards',
      occurredAt: new Date(receivedAtMs),
      callbackData: '42.1',
      errors: [
        { code: 131026, title: 'Undeliverable' },
        { code: 0, title: '' },
      ],
      rawJson: JSON.stringify(sent),
      traceparent: 'trace',
    });
  });

  describe('a bad part', () => {
    it.each([
      ['message', messagesChange({ messages: [null, message('good')] })],
      ['message', messagesChange({ messages: [message('good'), 'text', [message('inner')]] })],
      ['status', messagesChange({ messages: [message('good')], statuses: [{ id: 'x' }] })],
      ['change', messagesChange({ messages: [message('good')], statuses: { id: 'x' } })],
      ['error', messagesChange({ messages: [message('good')], errors: [{ code: 131031, title: 'locked' }] })],
      ['message', messagesChange({ messages: [message('good'), message('group', { group_id: 'g' })] })],
    ])('is set aside as %s and costs no neighbour', (kind, change) => {
      const { messages, quarantined } = parse(webhookOf([change]));
      expect(messages.map(({ value }) => value.id)).toEqual(['wamid.good']);
      expect(quarantined).toContainEqual(expect.objectContaining({ kind }));
    });

    it('may be a whole change or entry', () => {
      const good = messagesChange({ messages: [message('good')] });
      const webhook = webhookOf([good, { field: 'messages', value: 7 }]);
      const { messages, quarantined } = parse({ ...webhook, entry: [null, { id: 'x' }, ...webhook.entry] });
      expect(messages).toHaveLength(1);
      expect(quarantined.map(({ kind }) => kind)).toEqual(['entry', 'entry', 'change']);
    });

    it('is kept as a webhook of its own that comes to the same end', () => {
      const contacts = [{ wa_id: '5511990000001', profile: { name: 'Ana' } }, { wa_id: '5511990000002' }];
      const { quarantined } = parse(
        webhookOf([
          messagesChange({ contacts, messages: [message('old', { timestamp: '1' }), message('good')], statuses: [{}] }),
        ]),
      );
      for (const item of quarantined)
        expect(parseWebhook(item.raw, arrival)).toEqual({ messages: [], statuses: [], quarantined: [item] });
      expect(String(quarantined[0]!.raw)).toContain('Ana');
      expect(String(quarantined[0]!.raw)).not.toMatch(/wamid.good|5511990000002/);
    });
  });

  describe('a refused item', () => {
    it('is kept with its contact, so that it can be handed over again', () => {
      const contacts = [{ wa_id: '5511990000001', user_id: 'BR.1' }];
      const [item] = parseMessage({}, { contacts }).messages;
      const kept = item!.setAside('INVALID_MESSAGE', 'content');
      expect(kept).toMatchObject({ kind: 'message', reason: 'INVALID_MESSAGE', detail: 'content' });
      expect(parseWebhook(kept.raw, arrival).messages[0]?.value).toEqual(item!.value);
    });
  });

  describe('a number', () => {
    const own = { ownNumbers: new Set(['100000000000001']) };
    const foreign = messagesChange({ messages: [message('B')], statuses: [status] }, '200');

    it('that is not ours gets its change set aside, and ours passes', () => {
      const { messages, statuses, quarantined } = parse(
        webhookOf([foreign, messagesChange({ messages: [message('A')] })]),
        own,
      );
      expect(messages.map(({ value }) => value.id)).toEqual(['wamid.A']);
      expect(statuses).toEqual([]);
      expect(quarantined).toMatchObject([{ kind: 'change', reason: 'UNKNOWN_NUMBER', phoneNumberId: '200' }]);
      expect(parseWebhook(quarantined[0]!.raw, arrival).messages).toHaveLength(1);
    });

    it.each([undefined, '', 7, 'abc', '__proto__'])('may not be %p', (id) => {
      const change = messagesChange({ metadata: { phone_number_id: id }, messages: [message('A')] });
      expect(parse(webhookOf([change]))).toMatchObject({ messages: [], quarantined: [{ reason: 'UNKNOWN_NUMBER' }] });
    });
  });

  describe('a changed user id', () => {
    const update = {
      wa_id: '5511990000001',
      detail: 'x',
      user_id: { previous: 'BR.1', current: 'BR.2' },
      timestamp: `${seconds}`,
    };
    const change = (items: unknown[], metadata?: object) => ({
      field: 'user_id_update',
      value: { metadata, user_id_update: items },
    });

    it('is an event of the person with the old id, the same one each time it comes', () => {
      const [first, second] = [1, 2].map(
        () => parse(webhookOf([change([update], { phone_number_id: '300' })])).messages[0]!,
      );
      expect(first!.value).toMatchObject({
        contact: { phoneNumberId: '300', bsuid: 'BR.1', waId: '5511990000001' },
        content: { $case: 'system', value: { type: 'user_changed_user_id', newBsuid: 'BR.2' } },
      });
      expect(first!.value.id).toMatch(/^user_id_update\.[0-9a-f]{32}$/);
      expect(second!.value.id).toBe(first!.value.id);
      const other = { ...update, user_id: { previous: 'BR.1', current: 'BR.3' } };
      expect(parse(webhookOf([change([other], { phone_number_id: '300' })])).messages[0]!.value.id).not.toBe(
        first!.value.id,
      );
    });

    it('goes to all numbers of the installation when it names none', () => {
      const { messages } = parse(webhookOf([change([update])]), { ownNumbers: new Set(['1', '2']) });
      expect(messages.map(({ value }) => value.contact?.phoneNumberId)).toEqual(['1', '2']);
      expect(parse(webhookOf([change([update])]))).toMatchObject({
        messages: [],
        quarantined: [{ reason: 'UNKNOWN_NUMBER' }],
      });
    });

    it.each([{ user_id: { current: 'BR.2' } }, { user_id: 'BR.2' }, { timestamp: 'x' }])(
      'is set aside with %j',
      (members) => {
        const { quarantined } = parse(webhookOf([change([{ ...update, ...members }], { phone_number_id: '300' })]));
        expect(quarantined).toMatchObject([{ kind: 'user_id_update', reason: 'MALFORMED' }]);
      },
    );
  });

  it.each(['account_update', 'message_template_status_update', 'calls', 'a_field_of_next_year'])(
    'keeps an event of the field %s whole, for a version that acts on it',
    (field) => {
      const value = { metadata: { phone_number_id: '100' }, messages: [message('A')], [field]: [{ any: 'thing' }] };
      const { messages, quarantined } = parse(webhookOf([{ field, value }]));
      expect(messages).toEqual([]);
      expect(quarantined).toMatchObject([
        { kind: 'change', reason: 'NOT_HANDLED', detail: field, phoneNumberId: '100' },
      ]);
      expect(JSON.parse(String(quarantined[0]!.raw))).toMatchObject({ entry: [{ changes: [{ field, value }] }] });
    },
  );

  it('keeps a change without items', () => {
    const change = messagesChange({ conversation_context: { type: 'summary' } });
    expect(parse(webhookOf([change])).quarantined).toMatchObject([{ reason: 'NOT_HANDLED' }]);
  });

  describe('a body', () => {
    it.each([
      ['NOT_JSON', 'not json'],
      ['NOT_JSON', ''],
      ['NOT_JSON', '{"object":'],
      ['NOT_JSON', Buffer.from([0xff, 0xfe, 0x00])],
      ['NOT_A_WEBHOOK', '7'],
      ['NOT_A_WEBHOOK', 'null'],
      ['NOT_A_WEBHOOK', '[]'],
      ['NOT_A_WEBHOOK', '{"t":"ol\\u00e1"}'],
      ['NOT_A_WEBHOOK', '{"object":"page","entry":[]}'],
      ['NOT_A_WEBHOOK', '{"object":"whatsapp_business_account"}'],
      ['TOO_DEEP', '['.repeat(1_000_000)],
      ['TOO_DEEP', '['.repeat(1_000_000) + ']'.repeat(1_000_000)],
      ['TOO_DEEP', `{"object":"whatsapp_business_account","entry":${'{"a":'.repeat(300)}1${'}'.repeat(300)}}`],
    ])('is kept as %s, byte for byte', (reason, text) => {
      const body = Buffer.from(text);
      expect(parseWebhook(body, arrival)).toEqual({
        messages: [],
        statuses: [],
        quarantined: [{ kind: 'body', reason, detail: '', phoneNumberId: '', raw: body }],
      });
    });

    it('may say nothing', () => {
      expect(parse(webhookOf())).toEqual({ messages: [], statuses: [], quarantined: [] });
    });

    it('is not deep because of brackets in a text', () => {
      const body = `${'['.repeat(4_000)}\\"${'{'.repeat(4_000)}`;
      expect(onlyMessage({ text: { body } })?.content).toMatchObject({ $case: 'text', value: { body } });
    });
  });

  it('keeps U+0000 and lone surrogates of the raw item escaped', () => {
    const raw = JSON.stringify(webhookOf([messagesChange({ messages: [message('A', { x: '?' })] })])).replace(
      '"?"',
      '"\\u0000\\ud83d"',
    );
    const [item] = parseWebhook(Buffer.from(raw), arrival).messages;
    expect(item!.value.rawJson).toContain('"x":"\\u0000\\ud83d"');
  });

  it('takes keys that look like a prototype for what they are: names', () => {
    const polluted = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},';
    const raw = JSON.stringify(webhookOf([messagesChange({ messages: [message('A')] })]))
      .replaceAll('{', polluted)
      .replaceAll(',}', '}');
    const { messages } = parseWebhook(Buffer.from(raw), arrival);
    expect(messages.map(({ value }) => value.id)).toEqual(['wamid.A']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(messages[0]!.value.rawJson).toContain('"__proto__"');
  });
});
