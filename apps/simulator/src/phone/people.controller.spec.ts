import { eventually } from '../testing/eventually.js';
import { SimulatorUnderTest, wamidOf } from '../testing/simulator-under-test.js';

const ANA = '+34600000001';
const PIXEL = `data:image/png;base64,${Buffer.from('\x89PNG pixel', 'latin1').toString('base64')}`;

describe('what people do on their phones', () => {
  let simulator: SimulatorUnderTest;

  beforeAll(async () => {
    simulator = await SimulatorUnderTest.start({ SIMULATOR_PUBLIC_URL: 'http://simulator.test:4000' });
  });
  afterAll(() => simulator.close());
  beforeEach(() => simulator.reset());

  const received = (count: number) =>
    eventually(() => {
      const messages = simulator.receiver.items('messages');
      expect(messages).toHaveLength(count);
      return messages;
    });
  const chatOf = async (personId: string) => {
    const { body } = await simulator.call('GET', '/phone/api/state');
    return (body['chats'] as Record<string, Record<string, unknown>[]>)[personId]!;
  };

  it('reaches the business as a message with its contact', async () => {
    const id = await simulator.write('ana', { kind: 'text', text: '¿Qué tal? 😀' });
    expect(await received(1)).toEqual([
      {
        from: '34600000001',
        from_user_id: 'ES.770000000000001',
        id,
        timestamp: expect.stringMatching(/^\d{10}$/) as string,
        type: 'text',
        text: { body: '¿Qué tal? 😀' },
      },
    ]);
    expect(simulator.receiver.items('contacts')).toEqual([
      { profile: { name: 'Ana' }, wa_id: '34600000001', user_id: 'ES.770000000000001' },
    ]);
    await eventually(async () =>
      expect(await chatOf('ana')).toMatchObject([{ id, direction: 'in', state: 'delivered' }]),
    );
  });

  it('comes without number from those who hide it', async () => {
    const { body: eva } = await simulator.call('POST', '/phone/api/people', { name: 'Eva', hideNumber: true });
    expect(eva).toMatchObject({ name: 'Eva', waId: null, color: expect.stringMatching(/^#/) as string });
    await simulator.write(String(eva['id']), { kind: 'text', text: 'hi' });
    const [message] = await received(1);
    expect(message).toMatchObject({ from_user_id: eva['bsuid'] });
    expect(message).not.toHaveProperty('from');
    expect(simulator.receiver.items('contacts')).toEqual([{ profile: { name: 'Eva' }, user_id: eva['bsuid'] }]);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'a photo',
      { kind: 'image', dataUrl: PIXEL, caption: 'look' },
      {
        type: 'image',
        image: {
          mime_type: 'image/png',
          caption: 'look',
          url: expect.stringContaining('http://simulator.test:4000/') as string,
        },
      },
    ],
    [
      'a document',
      { kind: 'document', dataUrl: PIXEL, filename: 'a.png' },
      { type: 'document', document: { filename: 'a.png' } },
    ],
    ['a sticker', { kind: 'sticker', dataUrl: PIXEL }, { type: 'sticker', sticker: { animated: false } }],
    [
      'a voice note',
      { kind: 'voice', dataUrl: 'data:audio/ogg; codecs=opus;base64,T2dnUw==', seconds: 2 },
      { type: 'audio', audio: { mime_type: 'audio/ogg; codecs=opus', voice: true } },
    ],
    [
      'a place',
      { kind: 'location', latitude: 1, longitude: 2, name: 'Here' },
      { type: 'location', location: { latitude: 1, longitude: 2, name: 'Here' } },
    ],
    [
      'a contact',
      { kind: 'contacts', cards: [{ name: 'Ben', phone: '+44 7700' }] },
      {
        type: 'contacts',
        contacts: [{ name: { formatted_name: 'Ben' }, phones: [{ phone: '+44 7700', wa_id: '447700' }] }],
      },
    ],
  ])('can be %s', async (_, input, expected) => {
    await simulator.write('ana', input);
    expect(await received(1)).toMatchObject([expected]);
  });

  it('lets the business download what was sent', async () => {
    await simulator.write('ana', { kind: 'image', dataUrl: PIXEL });
    const [message] = await received(1);
    const image = message!['image'] as { id: string; sha256: string };
    const { body } = await simulator.graph('GET', `/${image.id}`);
    expect(body).toMatchObject({ mime_type: 'image/png', sha256: image.sha256 });
  });

  it('quotes what it answers, with its author', async () => {
    const own = await simulator.write('ana', { kind: 'text', text: 'one' });
    const answer = wamidOf(await simulator.sendText(ANA, 'two'));
    await simulator.write('ana', { kind: 'text', text: 'three', replyTo: answer });
    await simulator.write('ana', { kind: 'text', text: 'four', replyTo: own });
    const contexts = (await received(3)).map(({ context }) => context);
    expect(contexts).toContainEqual({ from: '34910000001', id: answer });
    expect(contexts).toContainEqual({ from: '34600000001', id: own });
  });

  it('asks about a product, which may be in answer to something', async () => {
    const product = { catalogId: '7', productId: 'PAN-01-500' };
    await simulator.write('ana', { kind: 'text', text: 'any left?', product });
    const asked = wamidOf(await simulator.sendText(ANA, 'This one?'));
    await simulator.write('ana', { kind: 'text', text: 'yes', product: { productId: 'X' }, replyTo: asked });
    const contexts = (await received(2)).map(({ context }) => context);
    const from = '34910000001';
    expect(contexts).toContainEqual({
      from,
      referred_product: { catalog_id: '7', product_retailer_id: 'PAN-01-500' },
    });
    expect(contexts).toContainEqual({
      from,
      id: asked,
      referred_product: { catalog_id: '1', product_retailer_id: 'X' },
    });
  });

  it('taps a button and a row', async () => {
    await simulator.turn({ enforceWindow: false });
    const interactive = (node: object) =>
      simulator.send({ to: ANA, type: 'interactive', interactive: { body: { text: '?' }, ...node } });
    const buttons = [{ type: 'reply', reply: { id: 'tok-1', title: 'Yes' } }];
    const rows = [{ id: 'tok-2', title: 'One', description: 'first' }];
    const asked = wamidOf(await interactive({ type: 'button', action: { buttons } }));
    const listed = wamidOf(await interactive({ type: 'list', action: { button: 'Open', sections: [{ rows }] } }));
    await simulator.write('ana', { kind: 'button_reply', messageId: asked, choiceId: 'tok-1' });
    await simulator.write('ana', { kind: 'list_reply', messageId: listed, choiceId: 'tok-2' });
    const taps = await received(2);
    expect(taps).toContainEqual(
      expect.objectContaining({
        context: { from: '34910000001', id: asked },
        interactive: { type: 'button_reply', button_reply: { id: 'tok-1', title: 'Yes' } },
      }),
    );
    expect(taps).toContainEqual(
      expect.objectContaining({
        interactive: { type: 'list_reply', list_reply: { id: 'tok-2', title: 'One', description: 'first' } },
      }),
    );
    expect((await chatOf('ana'))[0]).toMatchObject({ id: asked, chosenId: 'tok-1' });
    const missing = await simulator.call('POST', '/phone/api/people/ana/messages', {
      kind: 'button_reply',
      messageId: asked,
      choiceId: 'x',
    });
    expect(missing.status).toBe(404);
  });

  it('reacts, and takes the reaction back', async () => {
    const id = await simulator.write('ana', { kind: 'text', text: 'one' });
    await simulator.write('ana', { kind: 'reaction', messageId: id, emoji: '🎉' });
    expect((await chatOf('ana'))[0]).toMatchObject({ reactions: [{ by: 'person', emoji: '🎉' }] });
    await simulator.write('ana', { kind: 'reaction', messageId: id, emoji: '' });
    expect((await chatOf('ana'))[0]).toMatchObject({ reactions: [] });
    const reactions = (await received(3)).map(({ reaction }) => reaction);
    expect(reactions).toContainEqual({ message_id: id, emoji: '🎉' });
    expect(reactions).toContainEqual({ message_id: id });
  });

  it('edits a text and deletes it for everyone', async () => {
    const id = await simulator.write('ana', { kind: 'text', text: 'secrt' });
    await simulator.call('POST', `/phone/api/people/ana/messages/${id}/edit`, { text: 'secret' });
    expect((await chatOf('ana'))[0]).toMatchObject({ text: 'secret', edited: true });
    await simulator.call('POST', `/phone/api/people/ana/messages/${id}/revoke`);
    const [message] = await chatOf('ana');
    expect(message).toMatchObject({ id, revoked: true });
    expect(message).not.toHaveProperty('text');
    const messages = await received(3);
    expect(messages).toContainEqual(
      expect.objectContaining({
        type: 'edit',
        edit: { original_message_id: id, message: { type: 'text', text: { body: 'secret' } } },
      }),
    );
    expect(messages).toContainEqual(expect.objectContaining({ type: 'revoke', revoke: { original_message_id: id } }));
    expect(new Set(messages.map(({ id }) => id)).size).toBe(3);
  });

  it('shows as undelivered while the business refuses it, and as delivered when it is taken', async () => {
    let isRefusing = true;
    simulator.receiver.answer = () => (isRefusing ? 401 : 200);
    await simulator.write('ana', { kind: 'text', text: 'one' });
    await eventually(async () => expect(await chatOf('ana')).toMatchObject([{ state: 'undelivered' }]));
    isRefusing = false;
    await eventually(async () => expect(await chatOf('ana')).toMatchObject([{ state: 'delivered' }]));
  });

  it('waits on a phone without connection', async () => {
    await simulator.turn({ online: false });
    await simulator.write('ana', { kind: 'text', text: 'one' });
    await simulator.write('ben', { kind: 'text', text: 'two' });
    expect(await chatOf('ana')).toMatchObject([{ state: 'sending' }]);
    expect(simulator.receiver.posts).toHaveLength(0);
    await simulator.turn({ online: true });
    await received(2);
  });

  it('does not outlive a reset on a phone without connection', async () => {
    await simulator.turn({ online: false });
    await simulator.write('ana', { kind: 'text', text: 'before' });
    await simulator.reset();
    await simulator.write('ana', { kind: 'text', text: 'after' });
    expect(await received(1)).toMatchObject([{ text: { body: 'after' } }]);
  });

  it.each([
    ['an unknown person', '/phone/api/people/nobody/messages', { kind: 'text', text: 'a' }, 404],
    ['an unknown kind', '/phone/api/people/ana/messages', { kind: 'poll' }, 400],
    ['a file that is no data URL', '/phone/api/people/ana/messages', { kind: 'image', dataUrl: 'https://a.b' }, 400],
    ['a deletion of somebody else’s message', '/phone/api/people/ana/messages/wamid.X/revoke', undefined, 404],
    ['a person without name', '/phone/api/people', { name: ' ' }, 400],
  ])('answers %s with its status', async (_, path, body, status) => {
    expect((await simulator.call('POST', path, body)).status).toBe(status);
  });
});
