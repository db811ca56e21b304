import { request } from 'undici';
import { defaultKnobs } from '../knobs/knobs.schema.js';
import { SimulatorUnderTest } from '../testing/simulator-under-test.js';

describe('the phone page', () => {
  let simulator: SimulatorUnderTest;

  beforeAll(async () => {
    simulator = await SimulatorUnderTest.start();
  });
  afterAll(() => simulator.close());

  it('starts with three people who speak three languages', async () => {
    const { body } = await simulator.call('GET', '/phone/api/state');
    expect(body).toMatchObject({
      business: { name: 'Parley', phoneNumberId: '100000000000001', displayNumber: '+34 910 000 001' },
      people: [{ name: 'Ana' }, { name: 'Ben' }, { name: 'Clara' }],
      chats: { ana: [], ben: [], clara: [] },
      typing: {},
    });
  });

  it('turns single knobs, and all of them back', async () => {
    expect((await simulator.turn({ latencyMs: 5, online: false })).body).toEqual({
      ...defaultKnobs,
      latencyMs: 5,
      online: false,
    });
    await simulator.call('POST', '/phone/api/reset');
    expect((await simulator.call('GET', '/phone/api/knobs')).body).toEqual(defaultKnobs);
  });

  it.each([[{ latencyMs: -1 }], [{ duplicateRate: 2 }], [{ unknownKnob: 1 }], ['no object']])(
    'refuses %j',
    async (knobs) => {
      expect((await simulator.call('PUT', '/phone/api/knobs', knobs)).status).toBe(400);
    },
  );

  it('also slows the model down', async () => {
    await simulator.turn({ modelLatencyMs: 12 });
    expect((await simulator.call('GET', '/anthropic/settings')).body).toMatchObject({ latencyMs: 12 });
    await simulator.call('POST', '/phone/api/reset');
    expect((await simulator.call('GET', '/anthropic/settings')).body).toMatchObject({ latencyMs: 0 });
  });

  it('gets files in a form that no browser runs', async () => {
    const page = `data:text/html;base64,${Buffer.from('<script>alert(1)</script>').toString('base64')}`;
    await simulator.write('ana', { kind: 'document', dataUrl: page, filename: 'página.html' });
    const { body } = await simulator.call('GET', '/phone/api/state');
    const [{ mediaUrl }] = (body['chats'] as { ana: [{ mediaUrl: string }] }).ana;
    const { headers } = await request(`${simulator.url}${mediaUrl}`);
    expect(headers).toMatchObject({
      'content-disposition': "attachment; filename*=UTF-8''p%C3%A1gina.html",
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    expect((await simulator.call('GET', '/phone/api/media/999')).status).toBe(404);
  });

  it.each(['/health/live', '/health/startup', '/health/ready', '/metrics'])('shares its port with %s', async (path) => {
    expect((await simulator.call('GET', path)).status).toBe(200);
  });
});
