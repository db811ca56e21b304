import { Retention } from '#libs/database';
import { until } from '#libs/testing';
import { buildRetention } from './build-retention.js';
import { BuildsStage } from './builds.stage.js';

describe(buildRetention, () => {
  const stage = new BuildsStage();
  const { reach, request, sql, start } = stage;

  beforeAll(() => stage.open());
  afterEach(() => stage.reset());
  afterAll(() => stage.close());

  it('deletes builds that ended long ago with all that is theirs, and no others', async () => {
    const replica = await start();
    const [old, fresh] = [await replica.engine.begin(request()), await replica.engine.begin(request())];
    await reach(replica, old, 'done');
    await reach(replica, fresh, 'done');
    stage.runs['plan'] = () => new Promise<void>(() => {});
    const running = await replica.engine.begin(request());
    await until(() => stage.told.length === 2);
    for (const id of [old, running]) {
      const [{ aged } = { aged: '' }] = await sql<{ aged: string }>(
        `SELECT uuid_v7_of(now() - interval '91 days' - random() * interval '1 day') AS aged`,
      );
      for (const table of ['phases', 'build_events', 'build_notices'])
        await sql(`UPDATE ${table} SET build_id = $2 WHERE build_id = $1`, [id, aged]);
      await sql(`UPDATE builds SET id = $2, finished_at = finished_at - interval '91 days' WHERE id = $1`, [id, aged]);
    }
    expect(await new Retention(stage.database, buildRetention(90)).purge()).toBe(1);
    const left = await sql<{ id: string; state: string }>('SELECT id, state FROM builds ORDER BY state');
    expect(left).toEqual([
      { id: fresh, state: 'done' },
      { id: expect.any(String) as string, state: 'running' },
    ]);
    const of = await sql<{ ids: string }>(
      'SELECT DISTINCT build_id AS ids FROM phases UNION SELECT build_id FROM build_events',
    );
    expect(new Set(of.map(({ ids }) => ids))).toEqual(new Set(left.map(({ id }) => id)));
  });
});
