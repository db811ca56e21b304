import { errorOf, PHONE_NUMBER_ID, SimulatorUnderTest, wamidOf } from '../testing/simulator-under-test.js';

const ANA = '+34600000001';
const DAY_MS = 86_400_000;

describe('the messages endpoint', () => {
  let simulator: SimulatorUnderTest;
  const path = `/${PHONE_NUMBER_ID}/messages`;
  const text = { messaging_product: 'whatsapp', to: '+15550001', type: 'text', text: { body: 'hi' } };

  beforeAll(async () => {
    simulator = await SimulatorUnderTest.start();
  });
  afterAll(() => simulator.close());
  beforeEach(() => simulator.reset());

  it('accepts a text and answers as the platform does, under any version', async () => {
    const answer = await simulator.call('POST', `/v99.1${path}`, text, 'spec-token');
    expect(answer).toMatchObject({
      status: 200,
      body: {
        messaging_product: 'whatsapp',
        contacts: [{ input: '+15550001', wa_id: '15550001' }],
        messages: [{ id: expect.stringMatching(/^wamid\./) as string, message_status: 'accepted' }],
      },
    });
    expect(wamidOf(await simulator.sendText('+15550001'))).not.toBe(wamidOf(answer));
  });

  it('wraps refusals in the envelope of the Graph API', async () => {
    const answer = await simulator.sendText('+15550001', '');
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toEqual({
      message: '(#131008) Required parameter is missing',
      type: 'OAuthException',
      code: 131008,
      error_data: { messaging_product: 'whatsapp', details: "Parameter text['body'] is required." },
      fbtrace_id: expect.stringMatching(/^A/) as string,
    });
  });

  it.each([
    ['no token', ''],
    ['another token', 'something-else'],
  ])('answers 401 and code 190 to %s', async (_, token) => {
    const answer = await simulator.graph('POST', path, text, token);
    expect(answer.status).toBe(401);
    expect(errorOf(answer).code).toBe(190);
  });

  it.each([
    ['POST', '/999999/messages', text],
    ['GET', '/999999', undefined],
    ['DELETE', '/999999', undefined],
  ] as const)('answers 400, code 100, subcode 33 to a %s of an unknown object', async (method, unknown, body) => {
    const answer = await simulator.graph(method, unknown, body);
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it.each([
    ['broken JSON', '{"messaging_product":'],
    ['a list', '[]'],
    ['a hundred thousand nested arrays', '['.repeat(100_000)],
  ])('answers %s with code 100', async (_, body) => {
    expect(errorOf(await simulator.graph('POST', path, body)).code).toBe(100);
  });

  it('answers an edge that it does not play with code 2500', async () => {
    expect(errorOf(await simulator.graph('POST', `/${PHONE_NUMBER_ID}/calls`, {})).code).toBe(2500);
  });

  it('puts the country code of the business before a number without a plus', async () => {
    await simulator.write('ana', { kind: 'text', text: 'hola' });
    const answer = await simulator.sendText('34600000001');
    expect(answer.body['contacts']).toEqual([{ input: '34600000001', wa_id: '3434600000001' }]);
    const { body } = await simulator.call('GET', '/phone/api/state');
    expect((body['chats'] as { ana: unknown[] }).ana).toHaveLength(1); // the text reached a stranger instead
  });

  it('reaches a person who hides the number by BSUID', async () => {
    const { body: eva } = await simulator.call('POST', '/phone/api/people', { name: 'Eva', hideNumber: true });
    await simulator.write(String(eva['id']), { kind: 'text', text: 'hi' });
    const answer = await simulator.send({ recipient: eva['bsuid'], type: 'text', text: { body: 'hello' } });
    expect(answer.body['contacts']).toEqual([{ input: eva['bsuid'], wa_id: '', user_id: eva['bsuid'] }]);
  });

  it('knows a person by number and by BSUID as one, window and rate included', async () => {
    await simulator.write('ana', { kind: 'text', text: 'hola' });
    const byBsuid = () => simulator.send({ recipient: 'ES.770000000000001', type: 'text', text: { body: 'hello' } });
    expect((await byBsuid()).status).toBe(200);
    for (let index = 0; index < 44; index += 1) await simulator.sendText(ANA);
    expect(errorOf(await byBsuid()).code).toBe(131056);
  });

  it('does not send to the number of the business itself', async () => {
    expect(errorOf(await simulator.sendText('+34910000001')).code).toBe(131021);
  });

  describe('the window', () => {
    it('is closed to somebody who never wrote, and opens with their message', async () => {
      expect(errorOf(await simulator.sendText(ANA)).code).toBe(131047);
      await simulator.write('ana', { kind: 'text', text: 'hola' });
      expect((await simulator.sendText(ANA)).status).toBe(200);
    });

    it('closes 24 hours later for all but templates', async () => {
      await simulator.write('ana', { kind: 'text', text: 'hola' });
      await simulator.call('POST', '/clock', { advanceMs: DAY_MS });
      expect(errorOf(await simulator.sendText(ANA)).code).toBe(131047);
      const template = { name: 'hello_world', language: { code: 'en_US' } };
      expect((await simulator.send({ to: ANA, type: 'template', template })).status).toBe(200);
    });

    it('counts a stranger as open unless told otherwise, and by their messages once they write', async () => {
      expect((await simulator.sendText('+15550001')).status).toBe(200);
      await simulator.turn({ strangersInWindow: false });
      expect(errorOf(await simulator.sendText('+15550002')).code).toBe(131047);
      const value = { messages: [{ from: '15550002', id: 'wamid.X' }] };
      await simulator.call('POST', '/webhooks/raw', {
        payload: { entry: [{ changes: [{ field: 'messages', value }] }] },
      });
      expect((await simulator.sendText('+15550002')).status).toBe(200);
    });

    it('can be left open', async () => {
      await simulator.turn({ enforceWindow: false });
      expect((await simulator.sendText(ANA)).status).toBe(200);
    });
  });

  describe('the rate', () => {
    const codesOf = async (count: number, to: (index: number) => string) => {
      const answers = [];
      for (let index = 0; index < count; index += 1) answers.push(await simulator.sendText(to(index)));
      return answers.map((answer) => (answer.status === 200 ? 200 : errorOf(answer).code));
    };

    it('of a pair takes a burst of 45, then asks for silence', async () => {
      const codes = await codesOf(46, () => '+15550003');
      expect(codes.filter((code) => code === 200)).toHaveLength(45);
      expect(codes.at(-1)).toBe(131056);
      expect((await simulator.sendText('+15550004')).status).toBe(200);
      await simulator.call('POST', '/clock', { advanceMs: 45 * 6_000 });
      expect((await simulator.sendText('+15550003')).status).toBe(200);
    });

    it('of a pair can be switched off', async () => {
      await simulator.turn({ enforcePairLimit: false });
      expect(await codesOf(60, () => '+15550005')).toEqual(Array(60).fill(200));
    });

    it('of the number is unlimited until a knob sets it', async () => {
      expect(await codesOf(100, (index) => `+1555100${index}`)).toEqual(Array(100).fill(200));
      await simulator.turn({ numberRatePerSecond: 0.001 });
      const answer = await simulator.sendText('+15552000');
      expect(errorOf(answer).code).toBe(130429);
      expect(answer.status).toBe(429);
      expect(answer.headers['retry-after']).toBe('1');
      expect(answer.headers['x-business-use-case-usage']).toContain('estimated_time_to_regain_access');
    });
  });

  describe('read marks and typing', () => {
    const stateOf = async () => {
      const { body } = await simulator.call('GET', '/phone/api/state');
      return body as { chats: Record<string, { id: string; state: string }[]>; typing: Record<string, boolean> };
    };
    const mark = (messageId: string, more: object = {}) =>
      simulator.graph('POST', path, { messaging_product: 'whatsapp', status: 'read', message_id: messageId, ...more });

    it('mark a message and those before it, and show typing until the answer', async () => {
      await simulator.write('ana', { kind: 'text', text: 'one' });
      const second = await simulator.write('ana', { kind: 'text', text: 'two' });
      await simulator.write('ana', { kind: 'text', text: 'three' });
      const answer = await mark(second, { typing_indicator: { type: 'text' } });
      expect(answer).toMatchObject({ status: 200, body: { success: true } });
      const { chats, typing } = await stateOf();
      expect(chats['ana']!.slice(0, 2).map(({ state }) => state)).toEqual(['read', 'read']);
      expect(chats['ana']![2]!.state).not.toBe('read');
      expect(typing).toEqual({ ana: true });
      await simulator.sendText(ANA);
      expect((await stateOf()).typing).toEqual({});
    });

    it('let typing fall after 25 seconds', async () => {
      const id = await simulator.write('ana', { kind: 'text', text: 'one' });
      await mark(id, { typing_indicator: { type: 'text' } });
      await simulator.call('POST', '/clock', { advanceMs: 24_000 });
      expect((await stateOf()).typing).toEqual({ ana: true });
      await simulator.call('POST', '/clock', { advanceMs: 1_000 });
      expect((await stateOf()).typing).toEqual({});
    });

    it('of somebody without a phone here are taken on trust', async () => {
      expect((await mark('wamid.unknown')).body).toEqual({ success: true });
    });

    it.each([
      ['no id', { message_id: undefined }, 131008],
      ['an unknown status', { status: 'delivered' }, 100],
      ['unknown typing', { typing_indicator: { type: 'audio' } }, 100],
    ])('are refused with %s', async (_, more, code) => {
      expect(errorOf(await mark('wamid.A', more)).code).toBe(code);
    });
  });

  it('keeps a log of what was sent, for assertions', async () => {
    await simulator.sendText('+15550001', 'kept', {
      biz_opaque_callback_data: 'row-7.1',
      context: { message_id: 'wamid.Q' },
    });
    await simulator.sendText('+15550001', '');
    const { body } = await simulator.call('GET', '/log/sends?accepted=true&opaque=row-7&contact=15550001');
    expect(body['entries']).toMatchObject([
      { accepted: true, status: 200, opaque: 'row-7.1', to: '+15550001', body: { context: { message_id: 'wamid.Q' } } },
    ]);
    expect((await simulator.call('GET', '/log/sends?accepted=false')).body['entries']).toMatchObject([
      { code: 131008 },
    ]);
    await simulator.call('DELETE', '/log');
    expect((await simulator.call('GET', '/log/sends')).body['entries']).toEqual([]);
  });
});

describe('the number', () => {
  let simulator: SimulatorUnderTest;

  beforeAll(async () => {
    simulator = await SimulatorUnderTest.start({ WHATSAPP_ACCESS_TOKEN: '' });
  });
  afterAll(() => simulator.close());

  it('tells its throughput, and takes any token when none is configured', async () => {
    const { body } = await simulator.graph('GET', `/${PHONE_NUMBER_ID}?fields=throughput`, undefined, 'whatever');
    expect(body).toEqual({ id: PHONE_NUMBER_ID, throughput: { level: 'STANDARD' } });
    expect((await simulator.graph('GET', `/${PHONE_NUMBER_ID}`, undefined, '')).status).toBe(401);
  });

  it('takes a menu within its limits and shows it', async () => {
    const automation = `/${PHONE_NUMBER_ID}/conversational_automation`;
    const commands = [{ command_name: 'help', command_description: 'What I can do' }];
    expect((await simulator.graph('POST', automation, { commands, prompts: ['Prices?'] })).body).toEqual({
      success: true,
    });
    const { body } = await simulator.graph('GET', `/${PHONE_NUMBER_ID}?fields=conversational_automation`);
    expect(body).toMatchObject({ conversational_automation: { commands, prompts: ['Prices?'] } });
    await simulator.call('POST', '/phone/api/reset');
    const { body: state } = await simulator.call('GET', '/phone/api/state');
    expect(state['menus']).toEqual({ [PHONE_NUMBER_ID]: { commands, prompts: ['Prices?'] } });
  });

  it.each([
    ['31 commands', { commands: Array(31).fill({ command_name: 'a', command_description: 'b' }) }],
    ['a long name', { commands: [{ command_name: 'x'.repeat(33), command_description: 'b' }] }],
    ['an emoji', { prompts: ['hello 😀'] }],
    ['five ice breakers', { prompts: Array(5).fill('a') }],
  ])('refuses a menu with %s', async (_, menu) => {
    expect((await simulator.graph('POST', `/${PHONE_NUMBER_ID}/conversational_automation`, menu)).status).toBe(400);
  });
});
