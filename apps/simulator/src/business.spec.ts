import { readConfig } from '#libs/config';
import { toBusinesses } from './business.js';
import { simulatorConfig } from './simulator.config.js';
import { eventually } from './testing/eventually.js';
import { errorOf, PHONE_NUMBER_ID, SimulatorUnderTest, wamidOf } from './testing/simulator-under-test.js';

const SECOND = '100000000000002';
const ids = `${PHONE_NUMBER_ID},${SECOND}`;

describe(toBusinesses, () => {
  const read = (env: NodeJS.ProcessEnv) => toBusinesses(readConfig(simulatorConfig, env)).all;

  it('plays one business that needs no configuration', () => {
    expect(read({})).toMatchObject([{ name: 'Parley', digits: '34910000001' }]);
  });

  it('gives every number a name and a number of its own', () => {
    expect(read({ WHATSAPP_PHONE_NUMBER_ID: `${ids},100000000000003`, SIMULATOR_BUSINESS_NAME: 'A, B' })).toMatchObject(
      [
        { phoneNumberId: PHONE_NUMBER_ID, name: 'A', digits: '34910000001' },
        { phoneNumberId: SECOND, name: 'B', digits: '34910000002' },
        { name: 'A 3', digits: '34910000003', countryCode: '34' },
      ],
    );
  });

  it('refuses a number twice', () => {
    expect(() => read({ WHATSAPP_PHONE_NUMBER_ID: `${SECOND},${SECOND}` })).toThrow('a number is there twice');
  });
});

describe('a simulator with two numbers', () => {
  let simulator: SimulatorUnderTest;
  beforeAll(async () => {
    const env = { WHATSAPP_PHONE_NUMBER_ID: ids, SIMULATOR_BUSINESS_NAME: 'First,Second' };
    simulator = await SimulatorUnderTest.start(env);
  });
  afterAll(() => simulator.close());
  beforeEach(() => simulator.reset());

  /** Number and item of every webhook. */
  const received = (kind: 'messages' | 'statuses') =>
    simulator.receiver.posts.flatMap(({ bytes }) => {
      const { entry } = JSON.parse(bytes.toString()) as { entry: { changes: { value: Value }[] }[] };
      const values = entry.flatMap(({ changes }) => changes.map(({ value }) => value));
      return values.flatMap((value) => (value[kind] ?? []).map(({ id }) => [value.metadata.phone_number_id, id]));
    });
  interface Value {
    metadata: { phone_number_id: string };
    messages?: { id: string }[];
    statuses?: { id: string }[];
  }
  const sendFrom = (number: string, to: string) =>
    simulator.graph('POST', `/${number}/messages`, {
      messaging_product: 'whatsapp',
      to,
      type: 'text',
      text: { body: 'hi' },
    });
  const chats = async () => (await simulator.call('GET', '/phone/api/state')).body['chats'] as Record<string, object[]>;

  it('gives each person a chat with each number, and sends what they write to that number', async () => {
    const first = await simulator.write('ana', { kind: 'text', text: 'one' });
    const second = await simulator.write(`ana-${SECOND}`, { kind: 'text', text: 'two' });
    await eventually(() =>
      expect(received('messages')).toEqual([
        [PHONE_NUMBER_ID, first],
        [SECOND, second],
      ]),
    );
    expect(simulator.receiver.items('contacts')).toEqual(Array(2).fill(simulator.receiver.items('contacts')[0]));
  });

  it('brings what a number sends into its own chat, with its own statuses, also for strangers', async () => {
    await simulator.turn({ enforceWindow: false });
    const sent = [await sendFrom(SECOND, '+34600000001'), await sendFrom(SECOND, '+34699999999')].map(wamidOf);
    const own = wamidOf(await sendFrom(PHONE_NUMBER_ID, '+34600000001'));
    await eventually(() => expect(received('statuses').length).toBeGreaterThanOrEqual(6));
    for (const [number, id] of received('statuses')) expect(number).toBe(id === own ? PHONE_NUMBER_ID : SECOND);
    expect((await chats())[`ana-${SECOND}`]).toMatchObject([{ id: sent[0] }]);
    expect((await chats())['ana']).toMatchObject([{ id: own }]);
  });

  it('opens the window of the number that a person writes to, and no other', async () => {
    await simulator.write(`ana-${SECOND}`, { kind: 'text', text: 'two' });
    expect((await sendFrom(SECOND, '+34600000001')).status).toBe(200);
    expect(errorOf(await sendFrom(PHONE_NUMBER_ID, '+34600000001')).code).toBe(131047);
  });

  it('knows both numbers and no third', async () => {
    expect((await simulator.graph('GET', `/${SECOND}`)).body).toMatchObject({ verified_name: 'Second' });
    expect(errorOf(await sendFrom('100000000000009', '+34600000001'))).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it('adds a person to every number', async () => {
    const { body: eva } = await simulator.call('POST', '/phone/api/people', { name: 'Eva' });
    expect(Object.keys(await chats())).toEqual(expect.arrayContaining([eva['id'], `${String(eva['id'])}-${SECOND}`]));
  });
});
