import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { FaultProxy } from './fault-proxy.ts';

describe(FaultProxy, () => {
  /** Says everything in capitals, and remembers what it heard. */
  let heard = '';
  const server = createServer((socket) =>
    socket
      .on('error', () => undefined)
      .on('data', (bytes) => {
        heard += bytes.toString();
        socket.write(bytes.toString().toUpperCase());
      }),
  );
  let proxy: FaultProxy;
  const clients: Socket[] = [];
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    proxy = await FaultProxy.start((server.address() as AddressInfo).port);
  });
  afterEach(() => {
    proxy.heal();
    clients.splice(0).forEach((client) => client.destroy());
    heard = '';
  });
  afterAll(async () => {
    await proxy.stop();
    server.close();
  });

  const open = async () => {
    const client = connect(proxy.port, '127.0.0.1').on('error', () => undefined);
    clients.push(client);
    await once(client, 'connect');
    return client;
  };
  const closed = (client: Socket) => new Promise((resolve) => client.once('close', resolve));
  const answerTo = async (client: Socket, text: string): Promise<string> => {
    client.write(text);
    return String((await once(client, 'data'))[0]);
  };

  it('passes everything on while nobody wants anything', async () => {
    expect(await answerTo(await open(), 'hello')).toBe('HELLO');
  });

  it('loses the answer of what was executed, or the question, where a match is cut', async () => {
    for (const [when, arrived] of [
      ['after', 'please commit now'],
      ['before', 'please '],
    ] as const) {
      heard = '';
      const cut = proxy.add({ kind: 'cut', way: 'upstream', match: Buffer.from('commit'), when, how: 'rst', times: 1 });
      const client = await open();
      let said = '';
      client.on('data', (bytes) => (said += String(bytes)));
      client.write('please com');
      await sleep(5); // across two chunks
      client.write('mit now');
      await closed(client);
      expect(said).not.toContain('COMMIT');
      expect(heard).toBe(arrived);
      expect(cut.fired).toBe(1);
      cut.remove();
    }
  });

  it('holds one way back until the hole is closed', async () => {
    const client = await open();
    await answerTo(client, 'hello'); // no connection is made while there is a hole
    const hole = proxy.add({ kind: 'blackhole', way: 'downstream' });
    const answer = answerTo(client, ' you');
    expect(await Promise.race([answer, sleep(80, 'silence')])).toBe('silence');
    expect(heard).toBe('hello you');
    hole.remove();
    expect(await answer).toBe(' YOU');
    expect(hole.fired).toBeGreaterThan(0);
  });

  it('says something else of the same length', async () => {
    proxy.add({ kind: 'rewrite', way: 'upstream', match: Buffer.from('epoch'), to: Buffer.from('EPOCH') });
    const client = await open();
    client.write('the ep');
    await answerTo(client, 'och and the epoch');
    await sleep(60);
    expect(heard).toBe('the EPOCH and the EPOCH');
  });

  it('is late, slow and piecemeal, and ends everything at once', async () => {
    const late = proxy.add({ kind: 'latency', way: 'both', ms: 50 });
    const client = await open();
    const began = performance.now();
    expect(await answerTo(client, 'hello')).toBe('HELLO');
    expect(performance.now() - began).toBeGreaterThan(95);
    late.remove();
    const sliced = proxy.add({ kind: 'slice', way: 'upstream', size: 2, pauseMs: 5 });
    client.write('abcdef');
    await sleep(100);
    expect(heard).toBe('helloabcdef');
    expect(sliced.fired).toBe(3);
    expect(proxy.cutAll()).toBe(1);
    await closed(client);
  });
});
