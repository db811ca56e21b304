import dns from 'node:dns';
import type { sendUnaryData } from '@grpc/grpc-js';
import { jest } from '@jest/globals';
import { NotifierService } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { freePort, serveStub, type Stub, until } from '#libs/testing';
import { GrpcClient } from './grpc-client.js';

/** Calls by replica and rpc. */
type Counts = Record<string, Record<string, number>>;

describe('calls to several replicas', () => {
  const stubs = new Map<string, Stub>();
  let client: GrpcClient<typeof NotifierService>;
  let counts: Counts = {};
  afterEach(async () => {
    await client.close();
    await Promise.all([...stubs.values()].map((stub) => stub.stop()));
    stubs.clear();
    jest.restoreAllMocks();
  });

  const serve = async (address: string, port: number): Promise<void> => {
    const count = (rpc: string, answer: object) => (_: unknown, to: sendUnaryData<object>) => {
      const own = (counts[address] ??= {});
      own[rpc] = (own[rpc] ?? 0) + 1;
      to(null, answer);
    };
    const handlers = {
      send: count('send', { outcomes: [] }),
      markRead: count('markRead', {}),
    };
    stubs.set(address, await serveStub(NotifierService, handlers, port, address));
  };
  const open = (target: string) =>
    (client = new GrpcClient(NotifierService, target, {
      send: 'orchestrator.notifier.send',
      markRead: 'orchestrator.notifier.markRead',
    }));
  const send = () => client.call('send', { messages: [] });
  const markRead = () => client.call('markRead', { marks: [] });
  const reached = async (...addresses: string[]): Promise<void> => {
    const isReached = () => addresses.every((address) => counts[address]?.['send'] && counts[address]['markRead']);
    await until(async () => {
      await Promise.allSettled([send(), markRead()]);
      return isReached();
    });
    counts = {};
  };
  const [one, two, three] = ['127.0.0.1', '127.0.0.2', '127.0.0.3'] as const;

  it('take turns in each rpc by itself, also where two rpcs alternate', async () => {
    const port = await freePort();
    await Promise.all([serve(one, port), serve(two, port)]);
    open(`ipv4:${one}:${port},${two}:${port}`);
    await reached(one, two);
    for (let turn = 0; turn < 10; turn += 1) {
      await markRead();
      await send();
    }
    const half = { send: 5, markRead: 5 };
    expect(counts).toEqual({ [one]: half, [two]: half });
  });

  describe('behind a name', () => {
    const lookup = jest.fn<() => Promise<unknown>>();
    const standsFor = (...addresses: string[]) =>
      lookup.mockResolvedValue(addresses.map((address) => ({ address, family: 4 })));
    beforeEach(() => jest.spyOn(dns.promises, 'lookup').mockImplementation(lookup as never));

    it('reach a replica within 5 s that is added to healthy ones, evenly and without a failed call', async () => {
      const port = await freePort();
      await Promise.all([one, two, three].map((address) => serve(address, port)));
      standsFor(one, two);
      open(`dns:///peers.test:${port}`);
      await reached(one, two);
      lookup.mockRejectedValueOnce(Object.assign(new Error('away'), { code: 'EAI_AGAIN' })); // which changes nothing
      standsFor(three, one, two);
      const addedAt = performance.now();
      await until(async () => (await send(), counts[three] !== undefined));
      expect(performance.now() - addedAt).toBeLessThan(5_000);
      counts = {};
      await Promise.all(Array.from({ length: 30 }, send));
      expect(Object.values(counts).map((by) => by['send'])).toEqual([10, 10, 10]);
    });

    it('leave a replica that is taken away, though it still answers', async () => {
      const port = await freePort();
      await Promise.all([one, two].map((address) => serve(address, port)));
      standsFor(one, two);
      open(`peers.test:${port}`);
      await reached(one, two);
      standsFor(one);
      await until(async () => {
        counts = {};
        await Promise.all([send(), send()]);
        return counts[one]?.['send'] === 2;
      });
    });

    it('fail at once while the name stands for nothing, and succeed soon after it does', async () => {
      const port = await freePort();
      await serve(one, port);
      lookup.mockRejectedValue(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }));
      open(`peers.test:${port}`);
      await expect(send()).rejects.toMatchObject({ reason: 'PEER_UNREACHABLE' });
      standsFor(one);
      await until(() => send().then(Boolean, (error: unknown) => !(error instanceof AppError)));
    });

    it('ask once for the name, however many rpcs are called', async () => {
      const port = await freePort();
      await serve(one, port);
      standsFor(one);
      lookup.mockClear();
      open(`peers.test:${port}`);
      await Promise.all([send(), markRead()]);
      expect(lookup).toHaveBeenCalledTimes(1);
    });
  });
});
