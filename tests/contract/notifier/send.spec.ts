import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Contact, Image, OutboundMessage } from '#libs/contracts';
import { until } from '#libs/testing';
import { type Notifier, NotifierStage, outcomeOf } from './start-notifier.js';

describe('the notifier sends', () => {
  const stage = new NotifierStage();
  let notifier: Notifier;
  const { graph } = stage;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    await stage.open();
    notifier = await stage.start();
  });
  afterAll(() => stage.close());
  beforeEach(() => graph.reset());

  const client = () => notifier.client;

  it('a text to a number with a plus, our own id and the quoted message', async () => {
    const message = stage.text('**hello** there', { replyToId: 'wamid.quoted' });
    await stage.send(client(), message);
    await until(() => graph.accepted.length === 1);
    const [{ path, body, callbackData }] = graph.accepted as [(typeof graph.accepted)[0]];
    expect(path).toBe('/v25.0/1001/messages');
    expect(body).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: `+${message.contact!.waId}`,
      context: { message_id: 'wamid.quoted' },
      type: 'text',
      text: { body: '*hello* there', preview_url: false },
      biz_opaque_callback_data: expect.stringMatching(/^[0-9a-f-]{36}\.1$/) as string,
    });
    await stage.reaches(client(), message, 'accepted');
    expect(await stage.parts(client(), message)).toMatchObject([
      { part: 1, parts: 1, messageId: graph.accepted[0]!.wamid, error: '' },
    ]);
    expect(callbackData).not.toContain(message.contact!.waId);
  });

  it('to a business-scoped id when the number is hidden', async () => {
    await stage.send(client(), stage.text('hi', { contact: Contact.create({ phoneNumberId: '1001', bsuid: 'BR.1' }) }));
    await until(() => graph.accepted.length === 1);
    expect(graph.accepted[0]!.body).toMatchObject({ recipient: 'BR.1' });
    expect(graph.accepted[0]!.body).not.toHaveProperty('to');
  });

  it('a long text in numbered parts, in order, quoting only with the first', async () => {
    const message = stage.text('A sentence of six words here. '.repeat(400), { replyToId: 'wamid.q' });
    const { outcomes } = await client().call('send', { messages: [message] });
    expect(outcomes.map(outcomeOf)).toEqual([{ parts: 3, duplicate: false }]);
    await stage.reaches(client(), message, 'accepted,accepted,accepted');
    expect(graph.accepted.map(({ body }) => body.text!.body.slice(0, 6))).toEqual(['[1/3]\n', '[2/3]\n', '[3/3]\n']);
    expect(graph.accepted.map(({ body }) => 'context' in body)).toEqual([true, false, false]);
    for (const { body } of graph.accepted) expect(body.text!.body.length).toBeLessThanOrEqual(4_096);
  });

  it('buttons, a list and an image', async () => {
    const choices = [{ id: 'a', title: 'Yes', description: '' }, { id: 'b', title: 'No', description: '' }]; // prettier-ignore
    await stage.send(
      client(),
      stage.text('', { content: { $case: 'buttons', value: { body: 'Sure?', choices } } }),
      stage.text('', { content: { $case: 'list', value: { body: 'Which?', label: 'Open', choices } } }),
      stage.text('', { content: { $case: 'image', value: Image.create({ source: { $case: 'link', value: 'https://a.b/c.png' }, caption: 'C' }) } }), // prettier-ignore
    );
    await until(() => graph.accepted.length === 3);
    const byType = Object.fromEntries(graph.accepted.map(({ body }) => [body.interactive?.type ?? body.type, body]));
    expect(byType['button']).toMatchObject({
      type: 'interactive',
      interactive: {
        body: { text: 'Sure?' },
        action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'Yes' } }, {}] },
      },
    });
    expect(byType['list']).toMatchObject({
      interactive: {
        action: {
          button: 'Open',
          sections: [
            {
              rows: [
                { id: 'a', title: 'Yes' },
                { id: 'b', title: 'No' },
              ],
            },
          ],
        },
      },
    });
    expect(byType['image']).toMatchObject({ image: { link: 'https://a.b/c.png', caption: 'C' } });
  });

  it('choices that no phone can show as numbered text', async () => {
    const choices = Array.from({ length: 11 }, (_, index) => ({
      id: `${index}`,
      title: `Row ${index}`,
      description: 'd',
    }));
    await stage.send(
      client(),
      stage.text('', { content: { $case: 'list', value: { body: 'Which?', label: 'Open', choices } } }),
    );
    await until(() => graph.accepted.length === 1);
    expect(graph.accepted[0]!.body).toMatchObject({ type: 'text', text: { body: expect.stringContaining('Which?\n\n1. Row 0 - d\n2. Row 1') as string } }); // prettier-ignore
  });

  it('each key once, however often and from wherever it is asked', async () => {
    const other = await stage.start();
    const message = stage.text('word '.repeat(2_000));
    const calls = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? client() : other.client).call('send', { messages: [message, stage.text('neighbour')] }),
    );
    const outcomes = (await Promise.all(calls)).map(({ outcomes: [first] }) => outcomeOf(first!));
    expect(outcomes.filter((outcome) => (outcome as { duplicate: boolean }).duplicate)).toHaveLength(19);
    expect(new Set(outcomes.map((outcome) => (outcome as { parts: number }).parts))).toEqual(new Set([3]));
    await stage.reaches(client(), message, 'accepted,accepted,accepted');
    await until(() => graph.accepted.length === 23);
    expect(graph.attempts).toHaveLength(23);
  });

  it('a key again with other words answers with what is stored', async () => {
    const message = stage.text('short');
    await stage.send(client(), message);
    const longer = stage.text('word '.repeat(2_000), {
      ...message,
      content: stage.text('word '.repeat(2_000)).content,
    });
    const { outcomes } = await client().call('send', { messages: [longer] });
    expect(outcomes.map(outcomeOf)).toEqual([{ parts: 1, duplicate: true }]);
    await stage.reaches(client(), message, 'accepted');
    expect(graph.attempts).toHaveLength(1);
  });

  it('the good messages of a batch and says of each bad one what is wrong', async () => {
    const text = (fields: Partial<OutboundMessage>) => stage.text('hi', fields);
    const contact = (fields: Partial<Contact>) => ({
      contact: Contact.create({ phoneNumberId: '1', waId: '5491100', ...fields }),
    });
    const bad = [
      ['idempotency_key', text({ idempotencyKey: '' })],
      ['idempotency_key', text({ idempotencyKey: 'a\u0000b' })],
      ['conversation_id', text({ conversationId: 'x'.repeat(201) })],
      ['contact', text({ contact: undefined })],
      ['contact', text(contact({ waId: '' }))],
      ['contact.wa_id', text(contact({ waId: '+5491' }))],
      ['contact.phone_number_id', text(contact({ phoneNumberId: '../1' }))],
      ['contact.bsuid', text(contact({ bsuid: 'a\u0000' }))],
      ['reply_to_id', text({ replyToId: 'a\nb' })],
      ['content', text({ content: undefined })],
      ['text.body', stage.text(' \u0000\u200b ')],
      ['text.body', stage.text('x'.repeat(100_001))],
      ['buttons.choices', text({ content: { $case: 'buttons', value: { body: 'b', choices: [] } } })],
      ['image.source', text({ content: { $case: 'image', value: Image.create({ source: { $case: 'link', value: 'file:///x' } }) } })], // prettier-ignore
    ] as const;
    const good = stage.text('good');
    const { outcomes } = await client().call('send', { messages: [...bad.map(([, message]) => message), good] });
    expect(outcomes.map(outcomeOf)).toEqual([
      ...bad.map(([field]) => ({ reason: 'INVALID_MESSAGE', field })),
      { parts: 1, duplicate: false },
    ]);
    await until(() => graph.accepted.length === 1);
  });

  it('whatever a model can say', async () => {
    await stage.send(client(), stage.text('a\u0000b \ud83d\ude00 \u202e x __proto__'), stage.text('{"__proto__":1}'));
    await until(() => graph.accepted.length === 2);
    expect(stage.acceptedOf('ab 😀 \u202e x __proto__', '{"__proto__":1}')).toHaveLength(2);
  });

  it('in order per conversation while several notifiers race, and conversations side by side', async () => {
    const others = [await stage.start(), await stage.start()];
    const clients = [notifier, ...others].map((each) => each.client);
    const conversations = Array.from({ length: 20 }, () => randomUUID());
    graph.usual = () => ({ accepts: true, answer: 'ok', delayMs: Math.random() * 20 });
    for (let turn = 0; turn < 10; turn += 1) {
      await Promise.all(
        conversations.map((conversationId, index) =>
          stage.send(clients[(turn + index) % 3]!, stage.text(`${conversationId} ${turn}`, { conversationId })),
        ),
      );
    }
    await until(() => graph.accepted.length === 200, 30_000);
    for (const conversationId of conversations) {
      const turns = graph.accepted.map(({ body }) => body.text!.body).filter((body) => body.startsWith(conversationId));
      expect(turns).toEqual(Array.from({ length: 10 }, (_, turn) => `${conversationId} ${turn}`));
    }
    expect(graph.attempts).toHaveLength(200);
  });

  it('read marks once, and forgets them when the API is away', async () => {
    const mark = { phoneNumberId: '1001', messageId: `wamid.${randomUUID()}`, typing: true };
    await client().call('markRead', { marks: [mark, mark, { ...mark, messageId: '' }] });
    await client().call('markRead', { marks: [mark] });
    await until(() => graph.marks.length === 1);
    expect(graph.marks).toEqual([
      { messaging_product: 'whatsapp', status: 'read', message_id: mark.messageId, typing_indicator: { type: 'text' } },
    ]);
  });

  it('answers with nothing for keys that it does not know, and refuses too many', async () => {
    expect(await stage.parts(client(), { idempotencyKey: 'never' })).toEqual([]);
    await expect(
      client().call('get', { idempotencyKeys: Array.from({ length: 501 }, (_, index) => `${index}`) }),
    ).rejects.toMatchObject({ reason: 'INVALID_REQUEST' });
  });
});
