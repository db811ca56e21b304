import { request } from 'undici';
import { eventually } from '../testing/eventually.js';
import { SimulatorUnderTest } from '../testing/simulator-under-test.js';

describe('the events of the phone page', () => {
  let simulator: SimulatorUnderTest;

  beforeAll(async () => {
    simulator = await SimulatorUnderTest.start();
  });
  afterAll(() => simulator.close());

  /** Events of one page from now on, as `[event, data]`. */
  const listen = async () => {
    const { headers, body } = await request(`${simulator.url}/phone/api/events`);
    expect(headers['content-type']).toContain('text/event-stream');
    const events: [string, Record<string, unknown>][] = [];
    let rest = '';
    body.setEncoding('utf8').on('data', (chunk: string) => {
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        if (field('data')) events.push([field('event') ?? '', JSON.parse(field('data')!) as Record<string, unknown>]);
      }
    });
    body.on('error', () => undefined);
    return events;
  };

  it('tell every page what happens, in order', async () => {
    const pages = [await listen(), await listen()];
    const { body: eva } = await simulator.call('POST', '/phone/api/people', { name: 'Eva' });
    const id = await simulator.write(String(eva['id']), { kind: 'text', text: 'hi' });
    await eventually(() => expect(simulator.receiver.posts).toHaveLength(1));
    const mark = { messaging_product: 'whatsapp', status: 'read', message_id: id, typing_indicator: { type: 'text' } };
    await simulator.graph('POST', '/100000000000001/messages', mark);
    await simulator.turn({ latencyMs: 1 });
    await simulator.graph('POST', '/100000000000001/conversational_automation', { prompts: ['Prices?'] });
    await simulator.call('DELETE', `/phone/api/people/${String(eva['id'])}`);
    await simulator.call('POST', '/phone/api/reset');
    for (const events of pages) {
      await eventually(() => expect(events.map(([event]) => event)).toContain('reset'));
      const of = (name: string) => events.filter(([event]) => event === name).map(([, data]) => data);
      expect(of('person')).toEqual([{ person: eva }]);
      expect(of('message')).toMatchObject(
        ['sending', 'delivered', 'read'].map((state) => ({ personId: eva['id'], message: { id, state } })),
      );
      expect(of('typing')[0]).toEqual({ personId: eva['id'], on: true });
      expect(of('menu')).toEqual([{ phoneNumberId: '100000000000001', menu: { commands: [], prompts: ['Prices?'] } }]);
      expect(of('knobs')[0]).toMatchObject({ knobs: { latencyMs: 1 } });
      expect(of('person-removed')).toEqual([{ id: eva['id'] }]);
    }
  });
});
