import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#libs/errors';
import { until } from '#libs/testing';
import { type Job, times, WorkStage } from './work.stage.js';
import { type Claimant } from './worker.js';

describe('storing and claiming in one statement', () => {
  const stage = new WorkStage();
  const { add, allDone, finish, sql, start } = stage;

  beforeAll(() => stage.open());
  afterEach(() => stage.reset());
  afterAll(() => stage.close());

  const store = (claimant?: Claimant) =>
    sql<Job>(
      `INSERT INTO jobs (key, state, owner, lease_until, epoch, attempts)
       SELECT 'a', CASE WHEN $1::text IS NULL THEN 'ready' ELSE 'held' END, $1, now() + $2::float8 * interval '1 ms', 1, 1
       RETURNING id, epoch, attempts, key, seq`,
      [claimant?.owner ?? null, claimant?.ttlMs ?? 0],
    );

  it('begins what it claimed, and keeps its lease', async () => {
    const seen: string[] = [];
    const worker = start({
      times: { ...times, pollMs: 60_000 },
      work: async (row, lease) => {
        seen.push(row.id);
        await sleep(2 * times.ttlMs);
        await finish(lease);
      },
    });
    await worker.claimWhileStoring(1, store);
    await until(allDone, 10_000);
    expect(seen).toHaveLength(1);
  });

  it('claims nothing without room, so that what is stored is bounded by the database alone', async () => {
    const worker = start({ times: { ...times, pollMs: 60_000 }, maxInFlight: 1, work: () => sleep(60_000) });
    await worker.claimWhileStoring(1, store);
    expect(worker.inFlight).toBe(1);
    const claimants: unknown[] = [];
    await worker.claimWhileStoring(1, async (claimant) => (claimants.push(claimant), []));
    expect(claimants).toEqual([undefined]);
    expect(worker.inFlight).toBe(1);
  });

  it('gives its places back when the statement fails', async () => {
    const worker = start({ maxInFlight: 1 });
    const broken = () => Promise.reject(new AppError('STORE_UNAVAILABLE'));
    await expect(worker.claimWhileStoring(1, broken)).rejects.toMatchObject({ reason: 'STORE_UNAVAILABLE' });
    await add('b');
    worker.wake();
    await until(allDone, 5_000);
  });

  it('finishes what a statement under way claims before it has stopped', async () => {
    const worker = start({
      drainMs: 5_000,
      times: { ...times, pollMs: 60_000 },
      work: async (_, lease) => (await sleep(50), finish(lease)),
    });
    let isStored = false;
    const storing = worker.claimWhileStoring(1, async (claimant) => {
      const rows = await store(claimant);
      isStored = true;
      await sleep(50); // its answer is on the way
      return rows;
    });
    await until(() => isStored);
    await worker.stop();
    expect(await allDone()).toBe(true);
    await storing;
  });

  it('claims nothing while it stops', async () => {
    const worker = start();
    await worker.stop();
    await worker.claimWhileStoring(1, async (claimant) => (expect(claimant).toBeUndefined(), []));
  });
});
