import { setTimeout as sleep } from 'node:timers/promises';
import { crashPoints } from '#libs/faults';
import { until } from '#libs/testing';
import { DELIVERED, type Order, Workshop, WORKSHOP } from './workshop.ts';
import { World } from '../environment/world.ts';

/** Of an answer of the model: long enough to do something to the processes meanwhile. */
const THINKS_MS = 400;

describe('builds whose processes and stores fail', () => {
  let world: World;
  let workshop: Workshop;

  beforeAll(async () => {
    world = await World.start({
      durable: true,
      replicas: { orchestrator: 2 },
      env: WORKSHOP,
      appEnv: { orchestrator: { LEASE_TTL_MS: '6000', LEASE_TICK_MS: '2000' } }, // as in production
    });
    workshop = new Workshop(world);
  });
  afterAll(async () => {
    await workshop?.close();
    await world?.stop();
  });
  beforeEach(() => (world.model.latencyMs = THINKS_MS));
  afterEach(() => expect(world.stack.brokenLines()).toEqual([]));

  const orchestrator = (index: number) => world.stack.replica('orchestrator', index);
  /** Builds of people of their own, of which something is recorded and something runs. */
  const underWay = async (count: number, ...orchestrators: number[]): Promise<Order[]> => {
    const customers = await workshop.customers(count);
    const orders = await Promise.all(
      customers.map((customer, n) => workshop.begin([customer], 'five-steps', orchestrators[n % orchestrators.length])),
    );
    const all = orders.flat();
    await until(() => all.every((order) => workshop.runsOf(order).some(({ phase }) => phase === 'design')), 20_000);
    return all;
  };
  const lapsed = async (orders: Order[]) => (await workshop.phases(orders)).filter(({ lapses }) => lapses > 0);

  it('go on elsewhere in less than ten seconds when an orchestrator is killed, and nothing recorded runs again', async () => {
    const orders = await underWay(6, 0);
    const killedAt = Date.now();
    orchestrator(0).kill('SIGKILL');
    await workshop.leave(0);
    world.model.latencyMs = 0;
    expect(await workshop.judge(orders)).toEqual(DELIVERED);
    const taken = await lapsed(orders);
    expect(taken.length).toBeGreaterThan(0); // else nobody died of anything
    for (const { claimedAt } of taken) expect(claimedAt - killedAt).toBeLessThan(10_000);
    expect(workshop.extraRuns(orders)).toBeLessThanOrEqual(taken.reduce((sum, { lapses }) => sum + lapses, 0));
    await orchestrator(0).start();
    await orchestrator(0).waitUntilReady();
  });

  it('go on elsewhere when an orchestrator dies at a named point of a phase', async () => {
    const points = crashPoints.filter((point) => point.startsWith('or.phase_'));
    expect(points).toHaveLength(3);
    const customers = await workshop.customers(points.length);
    world.model.latencyMs = 0;
    const orders: Order[] = [];
    await orchestrator(0).stop();
    for (const [index, point] of points.entries()) {
      await workshop.leave(0);
      await orchestrator(0).start({ CRASH_AT: `${point}:2` }); // the second phase: whoever began the build has an answer
      await orchestrator(0)
        .waitUntilReady()
        .catch(() => undefined); // it may die already, of what the one before it left
      orders.push(...(await workshop.begin([customers[index]!], 'five-steps', 0, 1)));
      expect((await orchestrator(0).waitForExit()).signal).toBe('SIGKILL'); // the point was passed
    }
    await workshop.leave(0);
    expect(await workshop.judge(orders)).toEqual(DELIVERED);
    const lapses = (await lapsed(orders)).reduce((sum, phase) => sum + phase.lapses, 0);
    expect(lapses).toBeGreaterThanOrEqual(2); // where the end was committed, nothing may be left to take over
    expect(workshop.extraRuns(orders)).toBeLessThanOrEqual(lapses);
    await orchestrator(0).start();
    await orchestrator(0).waitUntilReady();
  });

  it('take nothing from an orchestrator that slept through its leases', async () => {
    const orders = await underWay(4, 0);
    orchestrator(0).pause(); // until others have done its work
    world.model.latencyMs = 0;
    expect(await workshop.judge(orders)).toEqual(DELIVERED);
    const [before, runs] = [await workshop.rows(), workshop.runs.length];
    orchestrator(0).resume();
    await sleep(2_500); // longer than a tick
    expect(await workshop.rows()).toBe(before);
    expect(workshop.runs).toHaveLength(runs);
    expect(await lapsed(orders)).not.toEqual([]);
  });

  it('lose nothing when Postgres is killed in the middle of their phases', async () => {
    const orders = await underWay(4, 0, 1);
    await world.stack.postgres.kill();
    await sleep(500);
    await world.stack.postgres.start();
    world.model.latencyMs = 0;
    expect(await workshop.judge(orders)).toEqual(DELIVERED);
  });

  it('try a phase again whose agent was killed, and no other', async () => {
    const orders = await underWay(4, 0, 1);
    world.stack.replica('agents').kill('SIGKILL');
    await sleep(200);
    world.model.latencyMs = 0;
    await world.stack.replica('agents').start();
    expect(await workshop.judge(orders)).toEqual(DELIVERED);
    expect(workshop.extraRuns(orders)).toBeGreaterThan(0); // of what was killed
  });

  it('run nothing twice while a replica stops and starts beside a healthy one', async () => {
    const orders = await underWay(4, 0, 1);
    await workshop.leave(1);
    await orchestrator(1).restart();
    expect(await workshop.judge(orders)).toEqual(DELIVERED);
    expect(workshop.extraRuns(orders)).toBe(0);
    expect(await lapsed(orders)).toEqual([]);

    const [{ order }] = orders as [Order]; // whoever judges sees what must not be
    workshop.runs.push({ order, phase: 'plan', revision: 1, at: Date.now() });
    expect(await workshop.judge(orders)).toEqual({ ...DELIVERED, repeated: [`${order} plan`] });
    expect(workshop.extraRuns(orders)).toBe(1);
  });
});
