import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES } from '../../scripts/launcher/plan/service-table.ts';
import { KEPT, World } from '../environment/world.ts';

/** A killed process comes back as under a supervisor; meanwhile people go on writing. */
describe('a service that is killed under load', () => {
  let world: World;

  beforeAll(async () => {
    // With one notifier alone, statuses would be refused while it is dead, and the protocol would rightly park what it had begun.
    world = await World.start({ durable: true, replicas: { notifier: 2 } });
  });
  afterAll(() => world?.stop());

  it.each(SERVICES)('loses nothing, doubles nothing and keeps the order: %s', async (service) => {
    const before = world.graph.accepted.length;
    const kills = async () => {
      for (let kill = 0; kill < 3; kill++) {
        await sleep(700);
        world.stack.replica(service).kill('SIGKILL');
        await world.stack.replica(service).waitForExit();
        await sleep(300);
        await world.stack.replica(service).start();
        await world.stack.replica(service).waitUntilReady();
      }
      await sleep(500);
    };
    await world.load({ people: 50, rate: 60, until: kills() });
    expect(await world.settle()).toEqual(KEPT);
    expect(world.graph.accepted.length - before).toBeGreaterThan(50); // the load was real
    expect(world.stack.brokenLines()).toEqual([]);
  });
});
