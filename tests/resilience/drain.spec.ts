import { setTimeout as sleep } from 'node:timers/promises';
import { ConversationService } from '#libs/contracts';
import { GrpcClient } from '#libs/grpc';
import { SERVICES } from '../../scripts/launcher/plan/service-table.ts';
import type { Replica } from '../environment/replica.ts';
import { KEPT, World } from '../environment/world.ts';

describe('a service that is asked to stop under load', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ replicas: { gateway: 2, orchestrator: 2, classifier: 2, agents: 2, notifier: 2 } });
    world.model.latencyMs = 200;
  });
  afterAll(() => world?.stop());

  /** As an operator's page does, for as long as it may; resolves once it has been told something. */
  const watch = async ({ ports }: Replica) => {
    const edgeOf = { watchConversations: 'gateway.orchestrator.watchConversations' } as const;
    const client = new GrpcClient(ConversationService, `127.0.0.1:${ports.grpc}`, edgeOf);
    const told = Promise.withResolvers<void>();
    const ended = client.stream('watchConversations', { phoneNumberId: '' }, () => told.resolve());
    await Promise.all([told.promise, world.meta.write('34911000000')]);
    return { ended: ended.finally(() => client.close()) };
  };

  it.each(SERVICES)('%s finishes what it has begun and leaves with exit code 0', async (service) => {
    const replica = world.stack.replica(service);
    const watching = service === 'orchestrator' ? await watch(replica) : undefined;
    const stop = async () => {
      await sleep(500);
      replica.kill('SIGTERM');
      replica.kill('SIGTERM'); // twice is the same
      expect(await replica.waitForExit()).toMatchObject({ code: 0, signal: null });
      await sleep(500);
    };
    await world.load({ people: 50, rate: 60, until: stop() });
    expect(await world.settle()).toEqual(KEPT);
    await watching?.ended;
    await replica.start();
    await replica.waitUntilReady();
  });

  it('set no turn aside and broke nothing', async () => {
    expect(await world.stack.sql('orchestrator', "SELECT id FROM turns WHERE stage = 'set_aside'")).toEqual([]);
    expect(world.stack.brokenLines()).toEqual([]);
  });
});
