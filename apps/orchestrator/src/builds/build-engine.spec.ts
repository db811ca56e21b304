import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#libs/errors';
import { until } from '#libs/testing';
import { bakery, BuildsStage, phase, workflowOf } from './builds.stage.js';
import type { PhaseTask } from './phase-task.js';

describe('a build', () => {
  const stage = new BuildsStage();
  const { phaseId, reach, request, sql, start, states, types } = stage;

  beforeAll(() => stage.open());
  afterEach(() => stage.reset());
  afterAll(() => stage.close());

  it('runs each phase once, after what it depends on, with what that gave', async () => {
    const replica = await start();
    const tasks: PhaseTask[] = [];
    stage.runs['code'] = (task) => void tasks.push(task);
    const { id, state, phasesTotal } = await replica.engine.start(request());
    expect({ state, phasesTotal }).toEqual({ state: 'running', phasesTotal: 5 });
    await reach(replica, id, 'done');
    expect(stage.ran).toHaveLength(5);
    expect([stage.ran[0], stage.ran[3], stage.ran[4]]).toEqual(['plan', 'code', 'deploy']);
    expect(Object.keys(tasks[0]!.outputs).sort()).toEqual(['content', 'design', 'plan']);
    expect(tasks[0]!.outputs['plan']).toMatchObject({ output: { by: 'plan' } });
    expect(tasks[0]!.build).toMatchObject({ id, request: 'A page for my bakery', language: 'en', changes: [] });
    expect(await types(replica, id)).toEqual(['started', 'done']);
    expect(await replica.engine.get(id)).toMatchObject({ phasesDone: 5, tokens: 50, costMicros: 500, savedMicros: 0 });
  });

  it('writes ten rows at most', async () => {
    const replica = await start();
    const id = await replica.engine.begin(request());
    await reach(replica, id, 'done');
    await until(() => stage.told.length === 1);
    const [rows] = await sql<{ count: number }>(
      `SELECT (SELECT count(*) FROM builds) + (SELECT count(*) FROM phases) + (SELECT count(*) FROM build_events) +
              (SELECT count(*) FROM build_notices) AS count`,
    );
    expect(Number(rows!.count)).toBeLessThanOrEqual(9);
  });

  it('is begun once for a key, also where several ask at once', async () => {
    const replica = await start();
    const one = request({ idempotencyKey: 'turn-1' });
    const ids = await Promise.all([1, 2, 3].map(() => replica.engine.begin(one)));
    ids.push(await replica.engine.begin(one));
    expect(new Set(ids).size).toBe(1);
    await reach(replica, ids[0]!, 'done');
    expect(stage.ran).toHaveLength(5);
  });

  it('is refused beyond what one person may have, and their neighbours are not', async () => {
    const replica = await start({ BUILDS_PER_PERSON: '2' });
    stage.runs['plan'] = () => sleep(60_000);
    const mine = request();
    const asked = await Promise.allSettled([1, 2, 3].map(() => replica.engine.begin(mine)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    await expect(replica.engine.begin(mine)).rejects.toMatchObject({ reason: 'TOO_MANY_BUILDS' });
    await replica.engine.begin(request());
    const open = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await replica.engine.cancel(open[0]!, 'contact');
    await replica.engine.begin(mine);
  });

  it('refuses a workflow that cannot come to an end', async () => {
    const replica = await start();
    const cyclic = workflowOf(phase('a', ['b']), phase('b', ['a']));
    await expect(replica.engine.begin(request({ workflow: cyclic }))).rejects.toMatchObject({
      reason: 'WORKFLOW_INVALID',
      message: 'a cycle: a → b → a',
    });
    const unknown = workflowOf(phase('a', ['b']));
    await expect(replica.engine.begin(request({ workflow: unknown }))).rejects.toMatchObject({
      reason: 'WORKFLOW_INVALID',
    });
  });

  it('runs independent phases at once', async () => {
    const replica = await start();
    const five = ['a', 'b', 'c', 'd', 'e'];
    five.forEach((name) => (stage.runs[name] = () => sleep(300)));
    const id = await replica.engine.begin(request({ workflow: workflowOf(...five.map((name) => phase(name))) }));
    await reach(replica, id, 'done');
    const [took] = await sql<{ ms: number }>(
      'SELECT extract(epoch FROM finished_at - created_at) * 1000 AS ms FROM builds',
    );
    expect(Number(took!.ms)).toBeLessThan(900);
  });

  it('skips a phase whose condition does not hold, and the rounds behind it', async () => {
    const replica = await start();
    const workflow = workflowOf(
      phase('review'),
      phase('fix', ['review'], { when: { phase: 'review', field: 'passed', equals: false } }),
      phase('review-2', ['fix'], { when: { phase: 'review', field: 'passed', equals: false } }),
      phase('fix-2', ['review-2'], { when: { phase: 'review-2', field: 'passed', equals: false } }),
      phase('deploy', ['fix-2']),
    );
    workflow.phases[2]!.dependsOn.push('review');
    stage.runs['review'] = () => ({ output: { passed: true } });
    const id = await replica.engine.begin(request({ workflow }));
    await reach(replica, id, 'done');
    expect(stage.ran).toEqual(['review', 'deploy']);
    expect(await states(replica, id)).toMatchObject({ fix: 'skipped', 'review-2': 'skipped', 'fix-2': 'skipped' });

    stage.ran.length = 0;
    stage.runs['review'] = () => ({ output: { passed: false } });
    const second = await replica.engine.begin(request({ workflow }));
    await reach(replica, second, 'done');
    expect(stage.ran).toEqual(['review', 'fix', 'review-2', 'deploy']);
  });

  it('waits for a yes, and says so', async () => {
    const replica = await start();
    const workflow = workflowOf(phase('plan'), phase('deploy', ['plan'], { approval: true }));
    const id = await replica.engine.begin(request({ workflow }));
    await reach(replica, id, 'waiting_approval');
    await until(() => stage.told.length === 1);
    expect(stage.told[0]).toMatchObject({ state: 'waiting_approval', build: { id } });
    expect(stage.ran).toEqual(['plan']);
    const { state } = await replica.engine.approvePhase(id, await phaseId(replica, id, 'deploy'), 'ana');
    expect(state).not.toBe('waiting_approval');
    await reach(replica, id, 'done');
    expect(await types(replica, id)).toEqual(['started', 'waiting_approval', 'approved', 'done']);
    const [, , approved] = await replica.engine.events(id, 10);
    expect(approved).toMatchObject({ by: 'ana', phase: 'deploy' });
  });

  it('fails with the phase that fails for good, keeps what is done and gives up the rest', async () => {
    const replica = await start();
    stage.runs['content'] = async () => {
      await until(() => stage.ran.includes('design'));
      throw new AppError('MODEL_MISCONFIGURED');
    };
    stage.runs['design'] = ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', reject));
    const id = await replica.engine.begin(request());
    await reach(replica, id, 'failed');
    expect(await replica.engine.get(id)).toMatchObject({ reason: 'MODEL_MISCONFIGURED' });
    expect(await states(replica, id)).toEqual({
      plan: 'done',
      design: 'cancelled',
      content: 'failed',
      code: 'cancelled',
      deploy: 'cancelled',
    });
    await until(() => stage.told.length === 1 && replica.worker.inFlight === 0);
    expect(stage.told[0]).toMatchObject({ state: 'failed', reason: 'MODEL_MISCONFIGURED' });
  });

  it('goes on where it failed when the phase is retried', async () => {
    const replica = await start();
    let isBroken = true;
    stage.runs['code'] = () => {
      if (isBroken) throw new AppError('MODEL_MISCONFIGURED');
    };
    const id = await replica.engine.begin(request());
    await reach(replica, id, 'failed');
    isBroken = false;
    await replica.engine.retryPhase(id, await phaseId(replica, id, 'code'), 'ana');
    await reach(replica, id, 'done');
    expect(stage.ran.filter((name) => name === 'plan')).toHaveLength(1);
    await expect(replica.engine.retryPhase(id, await phaseId(replica, id, 'code'), 'ana')).rejects.toMatchObject({
      reason: 'BUILD_STATE',
    });
  });

  it('goes on without a phase that is let be', async () => {
    const replica = await start();
    stage.runs['code'] = () => {
      throw new AppError('MODEL_MISCONFIGURED');
    };
    const id = await replica.engine.begin(request());
    await reach(replica, id, 'failed');
    await replica.engine.skipPhase(id, await phaseId(replica, id, 'code'), 'ana');
    await reach(replica, id, 'done');
    expect(await states(replica, id)).toMatchObject({ code: 'skipped', deploy: 'done' });
  });

  it('tries a phase again by the class of its error, as often as the phase may be tried', async () => {
    const replica = await start();
    stage.runs['plan'] = ({ attempt }) => {
      if (attempt < 3) throw new AppError('MODEL_EMPTY', { metadata: { retryAfterMs: '1' } });
    };
    stage.runs['code'] = () => {
      throw new AppError('MODEL_EMPTY');
    };
    const workflow = workflowOf(phase('plan', [], { attempts: 3 }), phase('code', ['plan'], { attempts: 2 }));
    const id = await replica.engine.begin(request({ workflow }));
    await reach(replica, id, 'failed', 20_000);
    expect(stage.ran).toEqual(['plan', 'plan', 'plan', 'code', 'code']);
  });

  it('goes on as the planner says, with what is done', async () => {
    const replica = await start();
    const own = { ...workflowOf(phase('plan'), phase('sketch', ['plan']), phase('publish', ['sketch'])), name: 'own' };
    stage.runs['plan'] = () => ({ expand: own, title: 'Panadería Sol' });
    const id = await replica.engine.begin(request());
    await reach(replica, id, 'done');
    expect(stage.ran).toEqual(['plan', 'sketch', 'publish']);
    expect(await replica.engine.get(id)).toMatchObject({
      title: 'Panadería Sol',
      workflow: { name: 'own' },
      phasesTotal: 3,
    });
    expect(await types(replica, id)).toEqual(['started', 'planned', 'done']);
  });

  it('fails when the planner keeps proposing a cycle', async () => {
    const replica = await start();
    const cyclic = workflowOf(phase('plan'), phase('a', ['b']), phase('b', ['a']));
    stage.runs['plan'] = () => ({ expand: cyclic });
    const id = await replica.engine.begin(request({ workflow: bakery }));
    await reach(replica, id, 'failed', 20_000);
    expect(await replica.engine.get(id)).toMatchObject({ reason: 'WORKFLOW_INVALID' });
    expect(stage.ran).toEqual(['plan', 'plan']);
  });
});
