import { type sendUnaryData, status } from '@grpc/grpc-js';
import { jest } from '@jest/globals';
import {
  AcceptMessagesRequest,
  AcceptMessagesResponse,
  ClassifierService,
  ClassifyRequest,
  ClassifyResponse,
  ConversationService,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { edges } from '#libs/resilience';
import { freePort, serveStub, type Stub, until } from '#libs/testing';
import { channelOptions } from './channel-options.js';
import { toWire } from './error-detail.js';
import { GrpcClient } from './grpc-client.js';

type Answer<T> = sendUnaryData<T>;

describe(channelOptions, () => {
  const stubs: Stub[] = [];
  const clients: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await Promise.all(stubs.splice(0).map((stub) => stub.stop()));
  });

  const serve = async (...given: Parameters<typeof serveStub>): Promise<string> => {
    const stub = await serveStub(...given);
    stubs.push(stub);
    return stub.url;
  };
  const open = <C extends { close(): Promise<void> }>(client: C): C => (clients.push(client), client);
  const classifier = (url: string) =>
    open(new GrpcClient(ClassifierService, url, { classify: 'orchestrator.classifier.classify' }));
  const orchestrator = (url: string) =>
    open(
      new GrpcClient(ConversationService, url, {
        acceptMessages: 'gateway.orchestrator.acceptMessages',
        listSetAside: 'orchestrator.notifier.markRead', // an edge that nobody repeats
      }),
    );
  const classify = ClassifyRequest.create();
  const deadPort = async () => `127.0.0.1:${await freePort()}`;

  describe('retries', () => {
    const failing = async (code: status, times = Infinity) => {
      const handler = jest.fn((_: unknown, to: Answer<never>) =>
        handler.mock.calls.length > times
          ? to(null, AcceptMessagesResponse.create() as never)
          : to({ code, details: '' }),
      );
      return { handler, url: await serve(ConversationService, { acceptMessages: handler, listSetAside: handler }) };
    };
    const accept = (url: string) => orchestrator(url).call('acceptMessages', AcceptMessagesRequest.create());
    const { attempts } = edges['gateway.orchestrator.acceptMessages'];

    it('repeat UNAVAILABLE as often as the edge says, and no more', async () => {
      const { handler, url } = await failing(status.UNAVAILABLE);
      await expect(accept(url)).rejects.toMatchObject({ reason: 'PEER_UNAVAILABLE' });
      expect(handler).toHaveBeenCalledTimes(attempts);
    });

    it('repeat a reason of ours that travels as UNAVAILABLE', async () => {
      const handler = jest.fn((_: unknown, to: Answer<never>) => to(toWire(new AppError('STORE_UNAVAILABLE'))));
      const url = await serve(ConversationService, { acceptMessages: handler });
      await expect(accept(url)).rejects.toMatchObject({ reason: 'STORE_UNAVAILABLE' });
      expect(handler).toHaveBeenCalledTimes(attempts);
    });

    it('hide a failure that passes', async () => {
      const { handler, url } = await failing(status.UNAVAILABLE, attempts - 1);
      expect(await accept(url)).toEqual({ outcomes: [] });
      expect(handler).toHaveBeenCalledTimes(attempts);
    });

    it.each([status.INTERNAL, status.UNKNOWN, status.RESOURCE_EXHAUSTED, status.ABORTED, status.INVALID_ARGUMENT])(
      'do not repeat status %i',
      async (code) => {
        const { handler, url } = await failing(code);
        await expect(accept(url)).rejects.toThrow(AppError);
        expect(handler).toHaveBeenCalledTimes(1);
      },
    );

    it('do not happen on an edge that has none', async () => {
      const { handler, url } = await failing(status.UNAVAILABLE);
      await expect(orchestrator(url).call('listSetAside', { limit: 1 })).rejects.toThrow(AppError);
      expect(handler).toHaveBeenCalledTimes(1);
    });

    it('stay within the time of the call', async () => {
      const { handler, url } = await failing(status.UNAVAILABLE);
      const failure = orchestrator(url).call('acceptMessages', AcceptMessagesRequest.create(), { timeoutMs: 50 });
      await expect(failure).rejects.toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
      expect(handler).toHaveBeenCalledTimes(1);
    });
  });

  describe('peers', () => {
    const namedStub = (name: string) =>
      serve(ClassifierService, {
        classify: (_: unknown, to: Answer<ClassifyResponse>) =>
          to(null, ClassifyResponse.create({ outcomes: [{ turnId: name }] })),
      });
    const askWho = async (client: ReturnType<typeof classifier>): Promise<string> =>
      (await client.call('classify', classify)).outcomes[0]!.turnId;

    it('share the calls when there are several', async () => {
      const urls = await Promise.all(['a', 'b'].map(namedStub));
      const client = classifier(`ipv4:${urls.join(',')}`);
      const heard: string[] = [];
      await until(async () => (heard.push(await askWho(client)), new Set(heard).size === 2)); // both are connected
      const answers = await Promise.all(Array.from({ length: 20 }, () => askWho(client)));
      expect(answers.filter((name) => name === 'a')).toHaveLength(10);
    });

    it('are left out while they are dead', async () => {
      const client = classifier(`ipv4:${await deadPort()},${await namedStub('b')}`);
      expect(await Promise.all(Array.from({ length: 5 }, () => askWho(client)))).toEqual(['b', 'b', 'b', 'b', 'b']);
    });

    it('are found again soon after they are back', async () => {
      const url = await namedStub('before');
      const client = classifier(url);
      expect(await askWho(client)).toBe('before');
      await stubs.pop()!.stop();
      const awayAt = performance.now();
      await until(async () => {
        await expect(askWho(client)).rejects.toBeInstanceOf(AppError);
        return performance.now() - awayAt > 1_500; // several attempts to reconnect, and as many moments as open the breaker
      });
      await expect(askWho(client)).rejects.toMatchObject({ reason: 'CIRCUIT_OPEN' });
      stubs.push(
        await serveStub(
          ClassifierService,
          {
            classify: (_: unknown, to: Answer<ClassifyResponse>) =>
              to(null, { outcomes: [{ turnId: 'after', outcome: undefined }] }),
          },
          Number(url.split(':')[1]),
        ),
      );
      const backAt = performance.now();
      await until(() =>
        askWho(client).then(
          (name) => name === 'after',
          () => false,
        ),
      );
      expect(performance.now() - backAt).toBeLessThan(3_000);
    });
  });
});
