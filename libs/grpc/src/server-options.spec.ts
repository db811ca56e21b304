import { Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js';
import {
  AgentService,
  ClassifierService,
  ConversationService,
  type ExecuteRequest,
  ExecuteResponse,
  ListAgentsResponse,
  NotifierService,
} from '#libs/contracts';
import { edges } from '#libs/resilience';
import { until } from '#libs/testing';
import { GrpcClient } from './grpc-client.js';
import { serverOptions } from './server-options.js';

describe(serverOptions, () => {
  it.each([
    [AgentService, 'orchestrator.agents.runPhase'],
    [ConversationService, 'gateway.orchestrator.watchConversations'],
    [NotifierService, 'orchestrator.notifier.downloadMedia'],
    [ClassifierService, 'orchestrator.classifier.classify'],
  ] as const)('lets a connection that has aged live as long as its longest call: %#', (service, edge) => {
    const grace = serverOptions([service], 300_000)['grpc.max_connection_age_grace_ms'];
    expect(grace).toBe(edges[edge].deadlineMs + 10_000);
  });

  it('lets connections live for ever where that is wanted', () => {
    expect(Object.keys(serverOptions([AgentService], 0)).filter((name) => name.includes('_age_'))).toEqual([]);
  });

  describe('of a server whose connections age fast', () => {
    let server: Server;
    let client: GrpcClient<typeof AgentService>;
    /** Of the caller's connections. */
    const peers = new Set<string>();
    const open = async (options: object) => {
      server = new Server({ ...serverOptions([AgentService], 200), ...options });
      server.addService(AgentService, {
        listAgents: (call: { getPeer(): string }, to: (error: null, answer: object) => void) => {
          peers.add(call.getPeer());
          to(null, ListAgentsResponse.create());
        },
        execute: (call: ServerWritableStream<ExecuteRequest, ExecuteResponse>) => {
          call.write(ExecuteResponse.create());
          setTimeout(() => call.end(), 1_500);
        },
        eraseContact: () => undefined,
      });
      const port = await new Promise<number>((resolve, reject) =>
        server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
          error ? reject(error) : resolve(bound),
        ),
      );
      client = new GrpcClient(AgentService, `127.0.0.1:${port}`, {
        execute: 'orchestrator.agents.runPhase',
        listAgents: 'orchestrator.agents.listAgents',
      });
    };
    afterEach(async () => {
      await client.close();
      server.forceShutdown();
      peers.clear();
    });

    it('a stream that is older than its connection may be ends by itself, and calls go on meanwhile', async () => {
      await open({});
      let isOver = false;
      const stream = client.stream('execute', { runs: [] }, () => undefined).finally(() => (isOver = true));
      await until(async () => (await client.call('listAgents', {}), isOver));
      await expect(stream).resolves.toBeUndefined();
      expect(peers.size).toBeGreaterThan(1);
    });

    it('without that grace it is cut', async () => {
      await open({ 'grpc.max_connection_age_grace_ms': 100 });
      const stream = client.stream('execute', { runs: [] }, () => undefined);
      await expect(stream).rejects.toMatchObject({ reason: 'PEER_UNAVAILABLE' });
    });
  });
});
