import type { App } from '../../scripts/launcher/plan/service-table.ts';
import { crashPoints } from '#libs/faults';
import { KEPT, World } from '../environment/world.ts';

/** Those of the notifier are walked with every outcome of the API in uncertain-sends.spec.ts, those of phases in builds.spec.ts. */
const isWalkedElsewhere = (point: string) => point.startsWith('no.') || point.startsWith('or.phase_');
const owners: Partial<Record<string, App>> = { gw: 'gateway', or: 'orchestrator', ag: 'agents' };
const cases = crashPoints.flatMap((point) => {
  const app = owners[point.split('.')[0]!];
  return app && !isWalkedElsewhere(point) ? [[point, app] as const] : [];
});

describe('a process that dies at a named point', () => {
  let world: World;
  let count = 0;

  beforeAll(async () => {
    world = await World.start({ durable: true, env: { TURN_ATTEMPTS: '5' } });
  });
  afterAll(() => world?.stop());

  it.each(cases)('%s: nothing is lost, nothing is sent twice', async (point, app) => {
    const replica = world.stack.replica(app);
    await replica.restart({ CRASH_AT: point });
    const people = Array.from({ length: 5 }, () => `3464${String((count += 1)).padStart(7, '0')}`);
    const writing = Promise.all(people.map((person) => world.meta.write(person)));
    const { signal } = await replica.waitForExit(); // the point was passed
    expect(signal).toBe('SIGKILL');
    await replica.start();
    await replica.waitUntilReady();
    await writing;
    expect(await world.settle(30_000)).toEqual(KEPT);
  });

  it('walks every point that the code has', () => {
    const walked = new Set<string>(cases.map(([point]) => point));
    expect(crashPoints.filter((point) => !walked.has(point) && !isWalkedElsewhere(point))).toEqual([]);
  });
});
