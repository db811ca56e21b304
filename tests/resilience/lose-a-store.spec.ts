import { setTimeout as sleep } from 'node:timers/promises';
import { KEPT, World } from '../environment/world.ts';

describe('a store that is lost under load', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ durable: true });
  });
  afterAll(() => world?.stop());

  it('costs nothing but time when Redis is killed and comes back empty', async () => {
    const outage = async () => {
      await sleep(500);
      await world.stack.redis.kill();
      await sleep(2_000);
      await world.stack.redis.start();
      await sleep(1_000);
    };
    const refused = world.meta.answers[503] ?? 0;
    await world.load({ people: 50, rate: 60, until: outage() });
    expect(await world.settle()).toEqual(KEPT);
    expect(world.meta.answers[503] ?? 0).toBe(refused);
  });

  it('costs nothing but time when Redis is frozen', async () => {
    const outage = async () => {
      world.stack.redis.pause();
      await sleep(3_000);
      world.stack.redis.resume();
    };
    const refused = world.meta.answers[503] ?? 0;
    await world.load({ people: 50, rate: 60, until: outage() });
    expect(await world.settle()).toEqual(KEPT);
    expect(world.meta.answers[503] ?? 0).toBe(refused);
  });

  it('answers 503 while Postgres is dead, never 200, and goes on without a restart when it is back', async () => {
    const outage = async () => {
      for (let kill = 0; kill < 2; kill++) {
        await sleep(700);
        await world.stack.postgres.kill();
        await sleep(1_500);
        await world.stack.postgres.start();
      }
      await sleep(1_500);
    };
    const pids = world.stack.replicas().map(({ pid }) => pid);
    await world.load({ people: 50, rate: 60, until: outage() });
    expect(await world.settle()).toEqual(KEPT);
    expect(world.meta.answers[503]).toBeGreaterThan(0); // the outage was real
    expect(world.stack.replicas().map(({ pid }) => pid)).toEqual(pids);
    expect(world.stack.replicas().filter(({ exit }) => exit)).toEqual([]);
  });

  it('is why Postgres must not run without its safety: services refuse to start over one that does', async () => {
    await world.stack.sql('orchestrator', "ALTER ROLE orchestrator SET synchronous_commit = 'off'");
    const orchestrator = world.stack.replica('orchestrator');
    await orchestrator.stop();
    await orchestrator.start();
    const { code } = await orchestrator.waitForExit();
    expect(code).not.toBe(0);
    expect(orchestrator.tail()).toContain('synchronous_commit=off');
    await world.stack.sql('orchestrator', 'ALTER ROLE orchestrator RESET synchronous_commit');
    await orchestrator.start();
    await orchestrator.waitUntilReady();
  });
});
