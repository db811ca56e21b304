import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#libs/errors';
import { until } from '#libs/testing';
import type { ChangePolicy } from './build-row.js';
import { bakery, BuildsStage, outcomeOf, phase, workflowOf } from './builds.stage.js';
import type { PhaseTask } from './phase-task.js';

describe('a build that is changed', () => {
  const stage = new BuildsStage();
  const { reach, request, start, states, types } = stage;

  beforeAll(() => stage.open());
  afterEach(() => stage.reset());
  afterAll(() => stage.close());

  const change = (targets: string[], policy: ChangePolicy = 'merge', idempotencyKey: string = randomUUID()) => ({
    text: 'Make it darker',
    targets,
    policy,
    by: 'contact',
    idempotencyKey,
  });

  /** Resolves the phase when it is told to, and says whether it was stopped before. */
  const gate = (name: string) => {
    const gated = { open: () => {}, wasStopped: false };
    stage.runs[name] = ({ signal }) =>
      new Promise((resolve, reject) => {
        gated.open = resolve;
        signal.addEventListener('abort', () => {
          gated.wasStopped = true;
          reject(new Error('stopped'));
        });
      });
    return gated;
  };

  it('is refused where it would be one build more than a person may have, at the same moment as a start too', async () => {
    const replica = await start({ BUILDS_PER_PERSON: '2' });
    const mine = request();
    const id = await replica.engine.begin(mine);
    await reach(replica, id, 'done');
    stage.runs['plan'] = () => sleep(60_000);
    await replica.engine.begin(mine);
    const both = await Promise.allSettled([replica.engine.refine(id, change(['code'])), replica.engine.begin(mine)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((one) => one.status === 'rejected');
    expect(refused!.reason).toMatchObject({ reason: 'TOO_MANY_BUILDS' });
    const open = (await replica.engine.list({ conversationId: mine.conversationId, limit: 9 })).filter(
      ({ state }) => state === 'running',
    );
    expect(open).toHaveLength(2);
    for (const one of open) await replica.engine.cancel(one.id, 'contact');
    const other = await replica.engine.begin(mine);
    await replica.engine.refine(id, change(['code']));
    await replica.engine.refine(other, change(['code'])); // what goes on already is no build more
  });

  it('runs after its end what the change touches, from what that gave before, and reuses the rest', async () => {
    const replica = await start();
    const id = await replica.engine.begin(request());
    await reach(replica, id, 'done');
    stage.ran.length = 0;
    const tasks: Record<string, PhaseTask> = {};
    for (const name of ['code', 'deploy']) stage.runs[name] = (task) => void (tasks[name] = task);
    const { revision, state } = await replica.engine.refine(id, change(['code']));
    expect({ revision, state }).toEqual({ revision: 2, state: 'running' });
    await reach(replica, id, 'done');
    expect(stage.ran).toEqual(['code', 'deploy']);
    expect(await states(replica, id)).toEqual({
      plan: 'reused',
      design: 'reused',
      content: 'reused',
      code: 'done',
      deploy: 'done',
    });
    expect(tasks['code']!.previous).toMatchObject({ output: { by: 'code' } });
    expect(tasks['code']!.build.changes).toMatchObject([{ text: 'Make it darker', targets: ['code'], revision: 2 }]);
    expect(tasks['code']!.outputs['design']).toMatchObject({ output: { by: 'design' } });
    const build = await replica.engine.get(id);
    expect(build).toMatchObject({ phasesReused: 3, savedMicros: 300, costMicros: 700 });
    expect(build.revisions).toMatchObject([
      { number: 1, cause: 'start', state: 'done', parent: 0 },
      { number: 2, cause: 'change', state: 'done', parent: 1, detail: 'Make it darker' },
    ]);
  });

  it('is changed once for a key', async () => {
    const replica = await start();
    const id = await replica.engine.begin(request());
    await reach(replica, id, 'done');
    const asked = change(['code'], 'merge', 'message-7');
    await Promise.all([1, 2, 3].map(() => replica.engine.refine(id, asked)));
    await reach(replica, id, 'done');
    expect(await replica.engine.get(id)).toMatchObject({ revision: 2 });
  });

  it('stops while it runs only what a merged change touches', async () => {
    const replica = await start();
    const [design, content] = [gate('design'), gate('content')];
    const id = await replica.engine.begin(request());
    await until(() => stage.ran.length === 3);
    const before = (await replica.engine.phases(id)).find(({ name }) => name === 'content')!.id;
    await replica.engine.refine(id, change(['design']));
    await until(() => stage.ran.length === 4 && design.wasStopped);
    expect({ design: design.wasStopped, content: content.wasStopped }).toEqual({ design: true, content: false });
    expect(stage.ran[3]).toBe('design');
    expect((await replica.engine.phases(id)).find(({ name }) => name === 'content')).toMatchObject({
      id: before,
      state: 'running',
    });
    design.open();
    content.open();
    await reach(replica, id, 'done');
    expect(stage.ran).toEqual(['plan', expect.any(String), expect.any(String), 'design', 'code', 'deploy']);
    expect(await states(replica, id, 1)).toEqual({ design: 'cancelled' });
  });

  it('keeps a change that waits until the end, and then begins with it without a word about the version before', async () => {
    const replica = await start();
    const code = gate('code');
    const id = await replica.engine.begin(request());
    await until(() => stage.ran.includes('code'));
    await replica.engine.refine(id, change(['content'], 'wait'));
    await replica.engine.refine(id, change(['design'], 'wait'));
    expect(code.wasStopped).toBe(false);
    expect(await replica.engine.get(id)).toMatchObject({ revision: 1, state: 'running' });
    delete stage.runs['code'];
    code.open();
    await until(async () => (await replica.engine.get(id)).revision === 2);
    await reach(replica, id, 'done');
    await until(() => stage.told.length === 1);
    expect(stage.told).toMatchObject([{ state: 'done', revision: 2 }]);
    expect(stage.ran.slice(5).sort()).toEqual(['code', 'content', 'deploy', 'design']);
  });

  it('stands in the trace of the turn that ordered it, then in those of the turns that change it', async () => {
    const replica = await start();
    const traces: string[] = [];
    for (const name of ['plan', 'design', 'content', 'code', 'deploy'])
      stage.runs[name] = ({ phase: { name }, traceparent }) => void traces.push(`${traceparent} ${name}`);
    stage.runs['plan'] = ({ traceparent }) => {
      traces.push(`${traceparent} plan`);
      return { expand: { ...bakery, name: 'planned' } };
    };
    const code = gate('code');
    const id = await replica.engine.begin(request({ traceparent: 'ordered' }));
    await until(() => stage.ran.includes('code'));
    await replica.engine.refine(id, { ...change(['code'], 'wait'), traceparent: 'changed' });
    code.open();
    await until(() => stage.ran.filter((name) => name === 'code').length === 2);
    code.open();
    await reach(replica, id, 'done');
    await replica.engine.rollback(id, { revision: 1, by: 'contact', idempotencyKey: 'undo', traceparent: 'undone' });
    await reach(replica, id, 'done');
    const inOrder = ['ordered plan', 'ordered design', 'ordered content', 'ordered deploy'];
    expect(traces.sort()).toEqual([...inOrder, 'changed deploy', 'undone deploy'].sort());
    await until(() => stage.told.length > 0);
    expect(stage.told.map(({ build, revision }) => `${revision} ${build.workflow.traceparent}`)).toContain('2 changed');
  });

  it('begins again with what is asked for instead', async () => {
    const replica = await start();
    const content = gate('content');
    const id = await replica.engine.begin(request());
    await until(() => stage.ran.includes('content'));
    delete stage.runs['content'];
    await replica.engine.refine(id, { ...change([], 'replace'), text: 'A page for my garage' });
    await reach(replica, id, 'done');
    expect(content.wasStopped).toBe(true);
    expect(stage.ran.filter((name) => name === 'plan')).toHaveLength(2);
    expect(await replica.engine.get(id)).toMatchObject({ request: 'A page for my garage', revision: 2 });
  });

  it('restores an earlier revision: nothing runs but what publishes it', async () => {
    const replica = await start();
    const id = await replica.engine.begin(request());
    await reach(replica, id, 'done');
    stage.runs['code'] = () => outcomeOf('code', { files: [{ path: 'index.html', sha256: 'dark', size: 1 }] });
    await replica.engine.refine(id, change(['code']));
    await reach(replica, id, 'done');
    stage.ran.length = 0;
    const published: PhaseTask[] = [];
    stage.runs['deploy'] = (task) => void published.push(task);
    await replica.engine.rollback(id, { revision: 1, by: 'ana', idempotencyKey: 'undo-1' });
    await replica.engine.rollback(id, { revision: 1, by: 'ana', idempotencyKey: 'undo-1' });
    await reach(replica, id, 'done');
    expect(stage.ran).toEqual(['deploy']);
    expect(published[0]!.outputs['code']!.files).toEqual([{ path: 'code.txt', sha256: 'ab', size: 2 }]);
    expect(published[0]!.build.changes).toEqual([]);
    const build = await replica.engine.get(id);
    expect(build.revisions.at(-1)).toMatchObject({ number: 3, cause: 'rollback', detail: '1', parent: 1 });
    await replica.engine.rollback(id, { revision: 2, by: 'ana', idempotencyKey: 'undo-2' });
    await reach(replica, id, 'done');
    expect((await replica.engine.get(id)).changes).toHaveLength(1); // and back again
    await replica.engine.refine(id, change(['code']));
    await reach(replica, id, 'done');
    expect(published.map(({ restores }) => restores)).toEqual([1, 2, undefined]);
  });

  it('restores an earlier revision while another one is made', async () => {
    const replica = await start();
    const id = await replica.engine.begin(request());
    await reach(replica, id, 'done');
    const code = gate('code');
    await replica.engine.refine(id, change(['code']));
    await until(() => stage.ran.filter((name) => name === 'code').length === 2);
    await replica.engine.rollback(id, { revision: 1, by: 'contact', idempotencyKey: 'undo' });
    await reach(replica, id, 'done');
    await until(() => code.wasStopped);
    expect(await replica.engine.get(id)).toMatchObject({ revision: 3, state: 'done', changes: [] });
    await expect(
      replica.engine.rollback(id, { revision: 2, by: 'contact', idempotencyKey: 'undo-2' }),
    ).rejects.toMatchObject({ reason: 'BUILD_STATE' });
    await expect(
      replica.engine.rollback(id, { revision: 9, by: 'contact', idempotencyKey: 'undo-9' }),
    ).rejects.toMatchObject({ reason: 'NOT_FOUND' });
    expect(await types(replica, id)).toEqual(['started', 'done', 'refined', 'rolled_back', 'done']);
  });

  it('loses no change when it fails', async () => {
    const replica = await start();
    let isBroken = true;
    const code = gate('design');
    stage.runs['content'] = () => {
      if (isBroken) throw new AppError('MODEL_MISCONFIGURED');
    };
    stage.runs['plan'] = () => sleep(200);
    const id = await replica.engine.begin(request());
    await replica.engine.refine(id, change(['content'], 'wait'));
    await until(async () => (await replica.engine.get(id)).revision === 2 || !isBroken);
    isBroken = false;
    code.open();
    await until(async () => (await replica.engine.get(id)).revision === 2);
    expect((await replica.engine.get(id)).changes).toMatchObject([{ targets: ['content'], revision: 2 }]);
  });

  it('goes on with the workflow that it began with, whatever becomes of the file', async () => {
    const replica = await start();
    const workflow = structuredClone(bakery);
    const plan = gate('plan');
    const id = await replica.engine.begin(request({ workflow }));
    await until(() => stage.ran.includes('plan'));
    workflow.phases.splice(1, 4, phase('other', ['plan']));
    plan.open();
    await reach(replica, id, 'done');
    expect(stage.ran).toHaveLength(5);
    expect(stage.ran).not.toContain('other');
  });

  it('shows an outcome from the cache as reused', async () => {
    const replica = await start();
    stage.runs['b'] = () => ({ isReused: true });
    const id = await replica.engine.begin(request({ workflow: workflowOf(phase('a'), phase('b', ['a'])) }));
    await reach(replica, id, 'done');
    expect(await states(replica, id)).toEqual({ a: 'done', b: 'reused' });
    expect(await replica.engine.get(id)).toMatchObject({ phasesReused: 1, savedMicros: 100, costMicros: 100 });
  });
});
