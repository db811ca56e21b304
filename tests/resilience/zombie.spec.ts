import { setTimeout as sleep } from 'node:timers/promises';
import { poll } from '../../scripts/launcher/processes/poll.ts';
import { KEPT, World } from '../environment/world.ts';

describe('a replica that dies or sleeps while it holds work', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      durable: true,
      replicas: { orchestrator: 2, notifier: 2 },
      env: { LEASE_TTL_MS: '6000', LEASE_TICK_MS: '2000', QUIET_PERIOD_MS: '9000', HOL_MAX_MS: '30000' }, // leases as in production
    });
  });
  afterAll(() => world?.stop());

  it('is replaced in less than ten seconds', async () => {
    world.model.latencyMs = 1_500;
    const events = await Promise.all(
      Array.from({ length: 40 }, (_, index) => world.meta.write(`3491100000${index + 10}`)),
    );
    await sleep(300);
    const killedAt = performance.now();
    world.stack.replica('orchestrator', 0).kill('SIGKILL');
    world.model.latencyMs = 0;
    await Promise.all(events.map(({ from }) => world.answersTo(from)));
    expect(performance.now() - killedAt).toBeLessThan(10_000);
    await world.stack.replica('orchestrator', 0).start();
    await world.stack.replica('orchestrator', 0).waitUntilReady();
    expect(await world.settle()).toEqual(KEPT);
  });

  it.each(['orchestrator', 'notifier'] as const)('writes nothing when it wakes up as a zombie: %s', async (service) => {
    const sleeper = world.stack.replica(service, 0);
    world.model.latencyMs = 300;
    const nap = async () => {
      await sleep(400);
      sleeper.pause();
      await sleep(13_000); // two leases
      sleeper.resume();
      await sleep(2_000);
    };
    await world.load({ people: 40, rate: 20, until: nap() });
    world.model.latencyMs = 0;
    expect(await world.settle()).toEqual(KEPT);
    expect(world.stack.brokenLines()).toEqual([]);
  });

  it('counted what it dropped', async () => {
    const fenced = async () => {
      const [first, second] = await Promise.all(
        world.stack.replicas('orchestrator').map((replica) => replica.metrics()),
      );
      return `${first}${second}`.match(
        /work_fenced_writes_total\{[^}]*conversations[^}]*\} [1-9]|work_takeovers_total\{[^}]*conversations[^}]*\} [1-9]/,
      );
    };
    await poll('takeovers in the metrics', async () => (await fenced()) ?? undefined, { timeoutMs: 5_000 });
  });
});
