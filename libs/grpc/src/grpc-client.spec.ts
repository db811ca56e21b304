import { type sendUnaryData, type ServerUnaryCall, type ServerWritableStream, status } from '@grpc/grpc-js';
import { jest } from '@jest/globals';
import { register } from 'prom-client';
import {
  AgentService,
  ClassifierService,
  ClassifyRequest,
  ClassifyResponse,
  ExecuteRequest,
  ExecuteResponse,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { edges } from '#libs/resilience';
import { freePort, serveStub, type Stub, until } from '#libs/testing';
import { toWire } from './error-detail.js';
import { GrpcClient } from './grpc-client.js';

type Answer<T> = sendUnaryData<T>;
const text = (value: string): ExecuteResponse => ({
  events: [{ runId: 'a', event: { $case: 'text', value: { text: value } } }],
});

describe(GrpcClient.name, () => {
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
  const agents = (url: string) => open(new GrpcClient(AgentService, url, { execute: 'orchestrator.agents.execute' }));
  const classify = ClassifyRequest.create();
  const deadPort = async () => `127.0.0.1:${await freePort()}`;
  const countOf = async (service: string, method: string): Promise<Record<string, string>> =>
    Object.fromEntries(
      [
        ...(await register.metrics()).matchAll(
          new RegExp(`^api_requests_total{service="${service}",method="${method}",status="(\\w+)"} (\\d+)$`, 'gm'),
        ),
      ].map(([, outcome, count]) => [outcome, count]),
    ) as Record<string, string>;

  describe('call', () => {
    const answering = (
      answer: (call: ServerUnaryCall<ClassifyRequest, ClassifyResponse>, to: Answer<ClassifyResponse>) => void,
    ) => serve(ClassifierService, { classify: answer }).then(classifier);

    it('gives the answer', async () => {
      const client = await answering((_, to) => to(null, ClassifyResponse.create({ outcomes: [{ turnId: 'a1' }] })));
      expect(await client.call('classify', classify)).toMatchObject({ outcomes: [{ turnId: 'a1' }] });
    });

    it('fails with the reason of the peer, its message and its metadata', async () => {
      const error = new AppError('UNKNOWN_AGENT', { message: 'no agent of that name', metadata: { agent: 'x' } });
      const client = await answering((_, to) => to(toWire(error)));
      const failure = client.call('classify', classify);
      await expect(failure).rejects.toBeInstanceOf(AppError);
      await expect(failure).rejects.toMatchObject({
        reason: 'UNKNOWN_AGENT',
        message: 'no agent of that name',
        metadata: { agent: 'x' },
      });
    });

    it.each([
      [status.UNAVAILABLE, 'PEER_UNAVAILABLE'],
      [status.DEADLINE_EXCEEDED, 'DEADLINE_EXCEEDED'],
      [status.RESOURCE_EXHAUSTED, 'OVERLOADED'],
      [status.CANCELLED, 'CANCELLED'],
      [status.INVALID_ARGUMENT, 'INTERNAL'],
      [status.UNKNOWN, 'INTERNAL'],
    ])('makes a reason of status %i, which came without one: %s', async (code, reason) => {
      const client = await answering((_, to) => to({ code, details: 'canary' }));
      await expect(client.call('classify', classify)).rejects.toMatchObject({ reason, message: reason });
    });

    it('fails at once when nobody listens', async () => {
      const client = classifier(await deadPort());
      const startedAt = performance.now();
      await expect(client.call('classify', classify)).rejects.toMatchObject({ reason: 'PEER_UNREACHABLE' });
      expect(performance.now() - startedAt).toBeLessThan(edges['orchestrator.classifier.classify'].deadlineMs);
    });

    it('fails when the peer does not know the rpc', async () => {
      const client = classifier(await serve(AgentService, {}));
      await expect(client.call('classify', classify)).rejects.toMatchObject({
        reason: 'INTERNAL',
        cause: { code: status.UNIMPLEMENTED },
      });
    });

    it('gives up after what is left of the time, and says so to the peer', async () => {
      const cancelled = jest.fn();
      const client = await answering((call) => void call.on('cancelled', cancelled));
      const startedAt = performance.now();
      const failure = client.call('classify', classify, { timeoutMs: 100 });
      await expect(failure).rejects.toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(99);
      await until(() => cancelled.mock.calls.length === 1);
    });

    it('tells the peer the deadline: that of the edge at most', async () => {
      const deadlines: number[] = [];
      const client = await answering((call, to) => {
        deadlines.push(Number(call.getDeadline()) - Date.now());
        to(null, ClassifyResponse.create());
      });
      const { deadlineMs } = edges['orchestrator.classifier.classify'];
      for (const timeoutMs of [undefined, 60_000, 500]) await client.call('classify', classify, { timeoutMs });
      for (const [index, most] of [deadlineMs, deadlineMs, 500].entries()) {
        expect(deadlines[index]).toBeLessThanOrEqual(most);
        expect(deadlines[index]).toBeGreaterThan(most / 5);
      }
    });

    it('ends by its signal, and says so to the peer', async () => {
      const cancelled = jest.fn();
      const called = jest.fn();
      const client = await answering((call) => (called(), void call.on('cancelled', cancelled)));
      const controller = new AbortController();
      const failure = client.call('classify', classify, { signal: controller.signal });
      await until(() => called.mock.calls.length === 1);
      controller.abort();
      await expect(failure).rejects.toMatchObject({ reason: 'CANCELLED' });
      await until(() => cancelled.mock.calls.length === 1);
    });

    it('does not even begin when its signal has fired before', async () => {
      const called = jest.fn();
      const client = await answering((_, to) => (called(), to(null, ClassifyResponse.create())));
      const failure = client.call('classify', classify, { signal: AbortSignal.abort() });
      await expect(failure).rejects.toMatchObject({ reason: 'CANCELLED' });
      await client.call('classify', classify);
      expect(called).toHaveBeenCalledTimes(1);
    });

    it('leaves nothing on a signal that lives longer', async () => {
      const client = await answering((_, to) => to(null, ClassifyResponse.create()));
      const { signal } = new AbortController();
      const added = jest.spyOn(signal, 'addEventListener');
      const removed = jest.spyOn(signal, 'removeEventListener');
      await client.call('classify', classify, { signal });
      expect(added.mock.calls).toHaveLength(1);
      expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(
        added.mock.calls.map(([, listener]) => listener),
      );
    });

    it('refuses an rpc that has no edge, and so no deadline', async () => {
      const client = open(new GrpcClient(ClassifierService, await deadPort(), {}));
      await expect(client.call('classify', classify)).rejects.toMatchObject({
        reason: 'INTERNAL',
        message: 'classify has no row in the table of edges',
      });
    });

    it('is counted once, by its outcome', async () => {
      register.resetMetrics();
      const client = await answering((call, to) =>
        call.request.turns.length > 0 ? to(toWire(new AppError('OVERLOADED'))) : to(null, ClassifyResponse.create()),
      );
      await client.call('classify', classify);
      await client.call('classify', classify);
      await expect(client.call('classify', ClassifyRequest.create({ turns: [{}] }))).rejects.toThrow(AppError);
      expect(await countOf('classifier', 'classify')).toEqual({ ok: '2', OVERLOADED: '1' });
    });
  });

  describe('stream', () => {
    const streaming = (handler: (call: ServerWritableStream<ExecuteRequest, ExecuteResponse>) => void) =>
      serve(AgentService, { execute: handler }).then(agents);
    const request = ExecuteRequest.create();

    it('gives the responses in their order, and ends with the stream', async () => {
      const client = await streaming((call) => {
        for (const word of ['one', 'two', 'three']) call.write(text(word));
        call.end();
      });
      const responses: ExecuteResponse[] = [];
      await client.stream('execute', request, (response) => responses.push(response));
      expect(responses).toEqual([text('one'), text('two'), text('three')]);
    });

    it('gives what came before an error in mid-stream, and then the reason', async () => {
      register.resetMetrics();
      const client = await streaming((call) => {
        call.write(text('one'));
        call.emit('error', toWire(new AppError('MODEL_OVERLOADED', { metadata: { model: 'm' } })));
      });
      const onResponse = jest.fn();
      await expect(client.stream('execute', request, onResponse)).rejects.toMatchObject({
        reason: 'MODEL_OVERLOADED',
        metadata: { model: 'm' },
      });
      expect(onResponse.mock.calls).toEqual([[text('one')]]);
      expect(await countOf('agents', 'execute')).toEqual({ MODEL_OVERLOADED: '1' });
    });

    it('fails when the peer dies in mid-stream', async () => {
      const client = await streaming((call) => void call.write(text('one')));
      const failure = client.stream('execute', request, () => void stubs[0]!.stop());
      await expect(failure).rejects.toBeInstanceOf(AppError);
    });

    it('ends by its signal and by its time, and says so to the peer', async () => {
      const cancelled = jest.fn();
      const client = await streaming((call) => (call.write(text('one')), void call.on('cancelled', cancelled)));
      const controller = new AbortController();
      const aborted = client.stream('execute', request, () => controller.abort(), { signal: controller.signal });
      await expect(aborted).rejects.toMatchObject({ reason: 'CANCELLED' });
      const late = client.stream('execute', request, () => undefined, { timeoutMs: 100 });
      await expect(late).rejects.toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
      await until(() => cancelled.mock.calls.length === 2);
    });

    it('is cancelled when a response cannot be taken', async () => {
      const cancelled = jest.fn();
      const client = await streaming((call) => (call.write(text('one')), void call.on('cancelled', cancelled)));
      const failure = client.stream('execute', request, () => {
        throw new TypeError('a bug');
      });
      await expect(failure).rejects.toMatchObject({ reason: 'INTERNAL', cause: { message: 'a bug' } });
      await until(() => cancelled.mock.calls.length === 1);
    });
  });

  describe('close', () => {
    it('happens once, from many places; calls fail afterwards with an error of ours', async () => {
      const client = classifier(await serve(ClassifierService, {}));
      await Promise.all(Array.from({ length: 5 }, () => client.close()));
      await expect(client.call('classify', classify)).rejects.toBeInstanceOf(AppError);
      await expect(client.call('classify', classify)).rejects.toMatchObject({ reason: 'PEER_UNREACHABLE' });
    });
  });
});
