import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { eventually } from '../testing/eventually.js';
import { SimulatorUnderTest } from '../testing/simulator-under-test.js';

const PIXEL = `data:image/png;base64,${Buffer.from('\x89PNG pixel', 'latin1').toString('base64')}`;

describe('the state file', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-simulator-'));
    path = join(folder, 'deep', 'state.json');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const start = () => SimulatorUnderTest.start({ SIMULATOR_STATE_FILE: path });
  const stateOf = async (simulator: SimulatorUnderTest) => (await simulator.call('GET', '/phone/api/state')).body;

  it('brings people, chats, media and menus back after a restart', async () => {
    const first = await start();
    const { body: eva } = await first.call('POST', '/phone/api/people', { name: 'Eva' });
    await first.write('ana', { kind: 'image', dataUrl: PIXEL, caption: 'look' });
    await eventually(async () =>
      expect(await stateOf(first)).toMatchObject({ chats: { ana: [{ state: 'delivered' }] } }),
    );
    await first.graph('POST', '/100000000000001/conversational_automation', { prompts: ['Prices?'] });
    const before = await stateOf(first);
    await first.close();

    const second = await start();
    expect(await stateOf(second)).toMatchObject({
      people: before['people'],
      chats: before['chats'],
      menus: { 100000000000001: { prompts: ['Prices?'] } },
    });
    expect((await stateOf(second))['people']).toContainEqual(eva);
    const [{ mediaUrl }] = (before['chats'] as { ana: [{ mediaUrl: string }] }).ana;
    expect(await (await request(`${second.url}${mediaUrl}`)).body.text()).toContain('PNG pixel');
    expect((await second.sendText('+34600000001')).status).toBe(200); // the window is known, too
    expect(second.receiver.posts.filter(({ bytes }) => bytes.includes('"messages"'))).toHaveLength(0);
    await second.close();
  });

  it('lets what was never acknowledged go out again, under its old id', async () => {
    const first = await start();
    first.receiver.answer = () => 503;
    const id = await first.write('ana', { kind: 'text', text: 'is anybody there?' });
    await first.close();

    const second = await start();
    await eventually(() => expect(second.receiver.items('messages')).toMatchObject([{ id, type: 'text' }]));
    await second.close();
  });

  it('forgets on reset, files included', async () => {
    const simulator = await start();
    await simulator.write('ana', { kind: 'image', dataUrl: PIXEL });
    await eventually(async () => expect(await readdir(`${path}.media`)).toHaveLength(1));
    await simulator.call('POST', '/phone/api/reset');
    await eventually(async () => expect(await readdir(`${path}.media`)).toHaveLength(0));
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ chats: {}, media: [] });
    await simulator.close();
  });

  it('does not keep a start from happening when it is broken', async () => {
    const first = await start();
    await first.write('ana', { kind: 'text', text: 'hola' });
    await first.close();
    await writeFile(path, '{"version":1,"peo');
    const second = await start();
    expect(await stateOf(second)).toMatchObject({ chats: { ana: [] } });
    await second.close();
  });
});
