import { eventually } from '../testing/eventually.js';
import { SimulatorUnderTest, wamidOf } from '../testing/simulator-under-test.js';

const ANA = '+34600000001';

interface Status {
  id: string;
  status: string;
  recipient_id: string;
  recipient_user_id?: string;
  biz_opaque_callback_data?: string;
}

describe('the way of a message to a phone', () => {
  let simulator: SimulatorUnderTest;

  beforeAll(async () => {
    simulator = await SimulatorUnderTest.start();
  });
  afterAll(() => simulator.close());
  beforeEach(async () => {
    await simulator.reset();
    await simulator.turn({ enforceWindow: false });
  });

  const statusesOf = (wamid: string) => simulator.receiver.items<Status>('statuses').filter(({ id }) => id === wamid);
  const ladderOf = (wamid: string) => statusesOf(wamid).map(({ status }) => status);
  const stateOf = async (wamid: string) => {
    const { body } = await simulator.call('GET', '/phone/api/state');
    const chats = body['chats'] as Record<string, { id: string; state: string }[]>;
    return Object.values(chats)
      .flat()
      .find(({ id }) => id === wamid)?.state;
  };
  const stepsTo = (wamid: string, ladder: string[]) => eventually(() => expect(ladderOf(wamid)).toEqual(ladder));

  it('is reported step by step, with the callback data on each', async () => {
    const wamid = wamidOf(await simulator.sendText(ANA, 'hola', { biz_opaque_callback_data: 'row-1.1' }));
    await stepsTo(wamid, ['sent', 'delivered']);
    await simulator.call('POST', '/phone/api/people/ana/read');
    await stepsTo(wamid, ['sent', 'delivered', 'read']);
    for (const status of statusesOf(wamid)) {
      expect(status).toMatchObject({
        recipient_id: '34600000001',
        recipient_user_id: 'ES.770000000000001',
        biz_opaque_callback_data: 'row-1.1',
      });
    }
    expect(await stateOf(wamid)).toBe('read');
  });

  it('stops at one tick while the phones are offline, and goes on when they are back', async () => {
    await simulator.turn({ online: false });
    const wamid = wamidOf(await simulator.sendText(ANA));
    await simulator.call('POST', '/clock', { advanceMs: 60_000 });
    await stepsTo(wamid, ['sent']);
    await simulator.turn({ online: true });
    await stepsTo(wamid, ['sent', 'delivered']);
  });

  it('stops at one tick while deliveries are off, even for somebody who looks', async () => {
    await simulator.turn({ autoDeliver: false });
    const wamid = wamidOf(await simulator.sendText(ANA));
    await simulator.call('POST', '/phone/api/people/ana/read');
    await simulator.call('POST', '/clock', { advanceMs: 60_000 });
    await stepsTo(wamid, ['sent']);
    expect(await stateOf(wamid)).toBe('sent');
  });

  it('ends with read by itself when people look at once', async () => {
    await simulator.turn({ autoRead: true });
    const wamid = wamidOf(await simulator.sendText(ANA));
    await simulator.call('POST', '/clock', { advanceMs: 1_000 });
    await simulator.call('POST', '/clock', { advanceMs: 1_000 });
    await stepsTo(wamid, ['sent', 'delivered', 'read']);
  });

  it('of a reaction ends with sent, or with failed if its message is not there', async () => {
    const target = await simulator.write('ana', { kind: 'text', text: 'hola' });
    const react = async (messageId: string) =>
      wamidOf(await simulator.send({ to: ANA, type: 'reaction', reaction: { message_id: messageId, emoji: '👍' } }));
    const done = await react(target);
    const failed = await react('wamid.unknown');
    await stepsTo(done, ['sent']);
    await stepsTo(failed, ['failed']);
    const { body } = await simulator.call('GET', '/phone/api/state');
    expect(body['chats']).toMatchObject({ ana: [{ id: target, reactions: [{ by: 'business', emoji: '👍' }] }] });
  });

  it('of strangers is reported in few POSTs, whatever their number', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => simulator.sendText(`+1555000${index}`)));
    await eventually(() => expect(simulator.receiver.items('statuses')).toHaveLength(100));
    expect(simulator.receiver.posts.length).toBeLessThan(20);
    expect(ladderOf(wamidOf(answers[7]!))).toEqual(['sent', 'delivered']);
  });

  it('shows every kind of message on the phone', async () => {
    const interactive = (node: object) => ({
      to: ANA,
      type: 'interactive',
      interactive: { body: { text: 'Choose' }, ...node },
    });
    const rows = [{ id: 'r1', title: 'One', description: 'first' }];
    await simulator.sendText(ANA, 'hola', { context: { message_id: 'wamid.Q' } });
    await simulator.send({
      to: ANA,
      type: 'document',
      document: { link: 'https://example.com/a.pdf', filename: 'a.pdf' },
    });
    await simulator.send({ to: ANA, type: 'audio', audio: { link: 'https://example.com/a.ogg', voice: true } });
    await simulator.send({ to: ANA, type: 'location', location: { latitude: '1.5', longitude: 2, name: 'Here' } });
    await simulator.send({
      to: ANA,
      type: 'contacts',
      contacts: [{ name: { formatted_name: 'Ben' }, phones: [{ phone: '+44' }] }],
    });
    const header = { type: 'text', text: 'Menu' };
    const buttons = [{ type: 'reply', reply: { id: 'b1', title: 'Yes' } }];
    await simulator.send(interactive({ type: 'button', header, footer: { text: 'bye' }, action: { buttons } }));
    await simulator.send(interactive({ type: 'list', action: { button: 'Open', sections: [{ rows }] } }));
    const parameters = { display_text: 'Look', url: 'https://example.com' };
    await simulator.send(interactive({ type: 'cta_url', action: { name: 'cta_url', parameters } }));
    await simulator.send({ to: ANA, type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } });
    const { body } = await simulator.call('GET', '/phone/api/state');
    expect((body['chats'] as { ana: unknown[] }).ana).toMatchObject([
      { kind: 'text', text: 'hola', direction: 'out', replyTo: 'wamid.Q' },
      { kind: 'document', mediaUrl: 'https://example.com/a.pdf', filename: 'a.pdf' },
      { kind: 'voice', mediaUrl: 'https://example.com/a.ogg' },
      { kind: 'location', location: { latitude: 1.5, longitude: 2, name: 'Here' } },
      { kind: 'contacts', cards: [{ name: 'Ben', phone: '+44' }] },
      { kind: 'buttons', text: '*Menu*\n\nChoose\n\n_bye_', choices: [{ id: 'b1', title: 'Yes' }] },
      { kind: 'list', listLabel: 'Open', choices: rows },
      { kind: 'text', text: 'Choose\n\nLook: https://example.com' },
      { kind: 'text', text: 'Hello World' },
    ]);
  });
});

describe('statuses that are switched off', () => {
  it('are not sent, but a look at the chat is', async () => {
    const simulator = await SimulatorUnderTest.start({ SIMULATOR_STATUSES: 'none' });
    await simulator.turn({ enforceWindow: false });
    await simulator.sendText('+15550001');
    await simulator.sendText(ANA);
    await simulator.call('POST', '/clock', { advanceMs: 1_000 });
    await simulator.call('POST', '/phone/api/people/ana/read');
    await eventually(() =>
      expect(simulator.receiver.items<Status>('statuses').map(({ status }) => status)).toEqual(['read']),
    );
    await simulator.close();
  });
});
