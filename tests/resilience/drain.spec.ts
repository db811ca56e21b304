import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES } from '../../scripts/launcher/plan/service-table.ts';
import { KEPT, World } from '../environment/world.ts';

describe('a service that is asked to stop under load', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ replicas: { gateway: 2, orchestrator: 2, classifier: 2, agents: 2, notifier: 2 } });
    world.model.latencyMs = 200;
  });
  afterAll(() => world?.stop());

  it.each(SERVICES)('%s finishes what it has begun and leaves with exit code 0', async (service) => {
    const replica = world.stack.replica(service);
    const stop = async () => {
      await sleep(500);
      replica.kill('SIGTERM');
      replica.kill('SIGTERM'); // twice is the same
      expect(await replica.waitForExit()).toMatchObject({ code: 0, signal: null });
      await sleep(500);
    };
    await world.load({ people: 50, rate: 60, until: stop() });
    expect(await world.settle()).toEqual(KEPT);
    await replica.start();
    await replica.waitUntilReady();
  });

  it('set no turn aside and broke nothing', async () => {
    expect(await world.stack.sql('orchestrator', "SELECT id FROM turns WHERE stage = 'set_aside'")).toEqual([]);
    expect(world.stack.brokenLines()).toEqual([]);
  });
});
