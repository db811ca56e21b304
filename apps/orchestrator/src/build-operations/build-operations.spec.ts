import { randomUUID } from 'node:crypto';
import type { Metadata, ServerWritableStream } from '@grpc/grpc-js';
import { BuildState, PhaseState, type WatchBuildRequest, type WatchBuildResponse } from '#libs/contracts';
import { until } from '#libs/testing';
import { phase, workflowOf } from '../builds/builds.stage.js';
import { OperationsStage } from './build-operations.stage.js';
import { BuildsController } from './builds.controller.js';
import { CommissionController } from './commission.controller.js';
import { SteeringController } from './steering.controller.js';

const stage = new OperationsStage();
beforeAll(() => stage.open());
beforeEach(() => stage.begin());
afterEach(async () => {
  stage.watch.beforeApplicationShutdown();
  await stage.reset();
});
afterAll(() => stage.close());

const all = { phoneNumberId: '', conversationId: '', query: '', state: 0, pageSize: 0, pageToken: '' };
const names = (phases: { name: string; state: PhaseState }[]) =>
  Object.fromEntries(phases.map(({ name, state }) => [name, state]));

describe(BuildsController, () => {
  it('shows a build with its phases, what they used and gave, and its revisions', async () => {
    stage.runs = { code: () => ({ output: { summary: 'ok' }, screenshot: 'ab', messages: [{ from: 'code', to: 'qa', kind: 'handoff', text: 'done' }] }) }; // prettier-ignore
    const buildId = await stage.built();
    const { build, phases, revisions } = await stage.builds.getBuild({ buildId, revision: 0 });
    expect(build).toMatchObject({
      id: buildId,
      title: 'Sol',
      workflow: 'full-build',
      state: BuildState.BUILD_STATE_DONE,
      revision: 1,
      phasesDone: 5,
      phasesTotal: 5,
      tokens: '50',
      costMicros: '500',
      screenshot: 'ab',
    });
    expect(build!.finishedAt).toBeInstanceOf(Date);
    expect(phases.map(({ name }) => name)).toEqual(['plan', 'design', 'content', 'code', 'deploy']);
    expect(phases[3]).toMatchObject({
      agent: 'code',
      dependsOn: ['design', 'content'],
      state: PhaseState.PHASE_STATE_DONE,
      outputJson: '{"summary":"ok"}',
      files: [{ path: 'code.txt', sha256: 'ab', size: '2' }],
      tokens: '10',
      costMicros: '100',
      notes: [{ from: 'code', to: 'qa', kind: 'handoff', text: 'done' }],
    });
    expect(revisions).toMatchObject([{ number: 1, cause: 'start', parent: 0, state: BuildState.BUILD_STATE_DONE }]);
    await expect(stage.builds.getBuild({ buildId, revision: 2 })).rejects.toMatchObject({ reason: 'NOT_FOUND' });
    await expect(stage.builds.getBuild({ buildId: randomUUID(), revision: 0 })).rejects.toMatchObject({
      reason: 'NOT_FOUND',
    });
  });

  it('lists builds by pages, the newest first, each once', async () => {
    const conversationId = randomUUID();
    const ids = [await stage.built(), await stage.built(), await stage.built('done', { conversationId })];
    const first = await stage.builds.listBuilds({ ...all, pageSize: 2 });
    const second = await stage.builds.listBuilds({ ...all, pageSize: 2, pageToken: first.nextPageToken });
    expect([...first.builds, ...second.builds].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(second.nextPageToken).toBe('');
    const found = async (more: Partial<typeof all>) =>
      (await stage.builds.listBuilds({ ...all, ...more })).builds.map(({ id }) => id);
    expect(await found({ conversationId })).toEqual([ids[2]]);
    expect(await found({ phoneNumberId: '1001', query: 'BAKERY' })).toHaveLength(3);
    expect(await found({ query: '%' })).toEqual([]);
    expect(await found({ phoneNumberId: '2002' })).toEqual([]);
    expect(await found({ state: BuildState.BUILD_STATE_FAILED })).toEqual([]);
  });

  it('tells who did what by pages, oldest first', async () => {
    const buildId = await stage.built();
    const first = await stage.builds.listBuildEvents({ buildId, pageSize: 1, pageToken: '' });
    expect(first.events).toMatchObject([{ type: 'started', by: 'contact', revision: 1 }]);
    const rest = await stage.builds.listBuildEvents({ buildId, pageSize: 0, pageToken: first.nextPageToken });
    expect(rest.events.at(-1)).toMatchObject({ type: 'done' });
    expect(rest.nextPageToken).toBe('');
    await expect(
      stage.builds.listBuildEvents({ buildId: randomUUID(), pageSize: 0, pageToken: '' }),
    ).rejects.toMatchObject({ reason: 'NOT_FOUND' });
  });

  it.each([
    ['getBuild', { buildId: 'x', revision: 0 }, 'buildId'],
    ['getBuild', { buildId: randomUUID(), revision: -1 }, 'revision'],
    ['listBuilds', { ...all, pageSize: 201 }, 'pageSize'],
    ['listBuilds', { ...all, pageToken: 'x' }, 'page_token'],
    ['listBuilds', { ...all, pageToken: Buffer.from("' OR 1=1").toString('base64url') }, 'page_token'],
    ['listBuilds', { ...all, state: 99 }, 'state'],
    ['listBuilds', { ...all, conversationId: '1' }, 'conversationId'],
    ['listBuildEvents', { buildId: randomUUID(), pageSize: 501, pageToken: '' }, 'pageSize'],
  ] as const)('refuses what is not valid and names it: %s %j', async (rpc, request, field) => {
    const call = (stage.builds[rpc] as (given: object) => Promise<unknown>).call(stage.builds, request);
    await expect(call).rejects.toMatchObject({ reason: 'INVALID_REQUEST', metadata: { field } });
  });
});

describe('a build that is watched', () => {
  const watch = (buildId: string, call: { writableNeedDrain: boolean } = { writableNeedDrain: false }) => {
    const heard: WatchBuildResponse[] = [];
    const failures: unknown[] = [];
    const subscription = stage.builds
      .watchBuild(
        { buildId },
        undefined as unknown as Metadata,
        call as ServerWritableStream<WatchBuildRequest, WatchBuildResponse>,
      )
      .subscribe({ next: (response) => heard.push(response), error: (error: unknown) => failures.push(error) });
    return { heard, failures, end: () => subscription.unsubscribe() };
  };
  const running = async () => {
    const gate = Promise.withResolvers<void>();
    stage.runs = { design: () => gate.promise };
    const buildId = await stage.replica.engine.begin(stage.request());
    await until(async () => (await stage.states(stage.replica, buildId))['content'] === 'done');
    return { buildId, finish: () => gate.resolve() };
  };

  it('comes whole, then by what changes, until it is over, whoever runs it', async () => {
    const { buildId, finish } = await running();
    const page = watch(buildId);
    await until(() => page.heard.length === 1);
    expect(page.heard[0]!.phases).toHaveLength(5);
    finish();
    await until(() => page.heard.at(-1)?.build?.state === BuildState.BUILD_STATE_DONE);
    const later = page.heard.slice(1).flatMap(({ phases }) => phases);
    expect(names(later)).toMatchObject({ design: PhaseState.PHASE_STATE_DONE, deploy: PhaseState.PHASE_STATE_DONE });
    expect(later.some(({ name }) => name === 'plan')).toBe(false); // it had not changed
    page.end();
    expect(stage.watch.size).toBe(0);
  });

  it('shows progress at once that its row does not have yet', async () => {
    const { buildId, finish } = await running();
    const page = watch(buildId);
    await until(() => page.heard.length === 1);
    const phaseId = await stage.phaseId(stage.replica, buildId, 'design');
    const progress = { note: 'colours', outputTail: '#fff', tokens: 12 };
    stage.hints.emit({ type: 'progress', buildId, revision: 1, phaseId, phase: 'design', progress });
    await until(() => page.heard.length === 2);
    expect(page.heard[1]!.phases).toMatchObject([
      { name: 'design', note: 'colours', outputTail: '#fff', tokens: '12' },
    ]);
    finish();
    await until(() => page.heard.at(-1)?.build?.state === BuildState.BUILD_STATE_DONE);
    page.end();
  });

  it('keeps nothing for a page that does not read, and then says all that it missed', async () => {
    const { buildId, finish } = await running();
    const call = { writableNeedDrain: false };
    const [slow, quick] = [watch(buildId, call), watch(buildId)];
    await until(() => slow.heard.length === 1 && quick.heard.length === 1);
    call.writableNeedDrain = true;
    finish();
    await until(() => quick.heard.at(-1)?.build?.state === BuildState.BUILD_STATE_DONE);
    expect(slow.heard).toHaveLength(1);
    call.writableNeedDrain = false;
    await until(() => slow.heard.length === 2);
    expect(names(slow.heard[1]!.phases)).toMatchObject({
      design: PhaseState.PHASE_STATE_DONE,
      deploy: PhaseState.PHASE_STATE_DONE,
    });
    [slow, quick].forEach((page) => page.end());
  });

  it('comes whole again when it begins a new revision', async () => {
    const buildId = await stage.built();
    const page = watch(buildId);
    await until(() => page.heard.length === 1);
    const change = { text: 'darker', targets: ['code'], policy: 'merge', by: 'contact', idempotencyKey: randomUUID() } as const; // prettier-ignore
    await stage.replica.engine.refine(buildId, change);
    await until(() => page.heard.some(({ build, phases }) => build!.revision === 2 && phases.length === 5));
    page.end();
  });

  it('is not found when it does not exist, and listens to nobody once nobody watches', async () => {
    const page = watch(randomUUID());
    await until(() => page.failures.length === 1);
    expect(page.failures[0]).toMatchObject({ reason: 'NOT_FOUND' });
    expect([stage.watch.size, stage.listeners]).toEqual([0, 0]);
    const other = watch(await stage.built()); // the control
    await until(() => other.heard.length === 1);
    expect([stage.watch.size, stage.listeners]).toEqual([1, 1]);
    other.end();
    await until(() => stage.listeners === 0);
  });

  it('is watched by 200 at most', async () => {
    const buildId = await stage.built();
    const pages = Array.from({ length: 200 }, () => watch(buildId));
    expect(() => watch(buildId)).toThrow('too many watch already');
    await until(() => pages.every(({ heard }) => heard.length === 1));
    pages.forEach((page) => page.end());
    watch(buildId).end(); // the control
  });
});

describe(SteeringController, () => {
  it('cancels what runs, once, and changes nothing of what has ended', async () => {
    stage.runs = { plan: ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))) }; // prettier-ignore
    const buildId = await stage.replica.engine.begin(stage.request());
    const { build } = await stage.steering.cancelBuild({ buildId, operator: 'Marta', reason: 'asked by phone' });
    expect(build!.state).toBe(BuildState.BUILD_STATE_CANCELLED);
    await stage.steering.cancelBuild({ buildId, operator: 'Eve', reason: '' });
    const { events } = await stage.builds.listBuildEvents({ buildId, pageSize: 0, pageToken: '' });
    expect(events.filter(({ type }) => type === 'cancelled')).toMatchObject([
      { by: 'Marta', detail: 'asked by phone' },
    ]);
  });

  it('restores a revision once for each key, and none that does not exist', async () => {
    const buildId = await stage.built();
    const change = { text: 'darker', targets: ['code'], policy: 'merge', by: 'contact', idempotencyKey: randomUUID() } as const; // prettier-ignore
    await stage.replica.engine.refine(buildId, change);
    await stage.reach(stage.replica, buildId, 'done');
    const request = { buildId, revision: 1, operator: 'Marta', idempotencyKey: 'key-1' };
    const { build } = await stage.steering.rollbackBuild(request);
    expect((await stage.steering.rollbackBuild(request)).build!.revision).toBe(build!.revision);
    expect(build!.revision).toBe(3);
    await expect(
      stage.steering.rollbackBuild({ ...request, revision: 9, idempotencyKey: 'key-2' }),
    ).rejects.toMatchObject({ reason: 'NOT_FOUND' });
  });

  it('approves, skips and retries phases, and says why it cannot', async () => {
    let fails = true;
    stage.runs = { b: () => (fails ? Promise.reject(new Error('broken')) : undefined) };
    const workflow = workflowOf(
      phase('a', [], { approval: true }),
      phase('b', ['a'], { attempts: 1 }),
      phase('c', ['b']),
    );
    const buildId = await stage.built('waiting_approval', { workflow });
    const on = async (name: string) => ({ buildId, phaseId: await stage.phaseId(stage.replica, buildId, name), operator: 'Marta' }); // prettier-ignore
    await expect(stage.steering.retryPhase(await on('a'))).rejects.toMatchObject({ reason: 'BUILD_STATE' });
    await stage.steering.approvePhase(await on('a'));
    await stage.reach(stage.replica, buildId, 'failed', 30_000);
    fails = false;
    await stage.steering.retryPhase(await on('b'));
    await stage.reach(stage.replica, buildId, 'done');
    await expect(stage.steering.skipPhase(await on('c'))).rejects.toMatchObject({ reason: 'BUILD_STATE' });
    await expect(stage.steering.skipPhase({ ...(await on('c')), phaseId: randomUUID() })).rejects.toMatchObject({
      reason: 'NOT_FOUND',
    });
  });

  it.each([
    ['cancelBuild', { buildId: randomUUID(), operator: ' ', reason: '' }, 'operator'],
    ['cancelBuild', { buildId: randomUUID(), operator: 'M', reason: 'x'.repeat(501) }, 'reason'],
    ['rollbackBuild', { buildId: randomUUID(), revision: 0, operator: 'M', idempotencyKey: 'k' }, 'revision'],
    ['rollbackBuild', { buildId: randomUUID(), revision: 1, operator: 'M', idempotencyKey: '' }, 'idempotencyKey'],
    ['skipPhase', { buildId: randomUUID(), phaseId: 'plan', operator: 'M' }, 'phaseId'],
  ] as const)('refuses what is not valid and names it: %s %j', async (rpc, request, field) => {
    const call = (stage.steering[rpc] as (given: object) => Promise<unknown>).call(stage.steering, request);
    await expect(call).rejects.toMatchObject({ reason: 'INVALID_REQUEST', metadata: { field } });
  });
});

describe(CommissionController, () => {
  const start = (more: object = {}) => ({
    conversationId: randomUUID(),
    request: 'A page for my bakery. It is called Sol.',
    language: 'es',
    workflow: '',
    idempotencyKey: 'key-1',
    operator: 'Marta',
    ...more,
  });

  it('begins a build for the number of the conversation, once for each key', async () => {
    const conversationId = await stage.conversation('1001');
    const { build } = await stage.commission.startBuild(start({ conversationId }));
    expect(build).toMatchObject({
      phoneNumberId: '1001',
      conversationId,
      title: 'A page for my bakery',
      request: 'A page for my bakery. It is called Sol.',
      workflow: 'full-build',
    });
    const again = await stage.commission.startBuild(start({ conversationId }));
    expect(again.build!.id).toBe(build!.id);
    const other = await stage.commission.startBuild(start({ conversationId, idempotencyKey: 'key-2', workflow: 'design-only' })); // prettier-ignore
    expect(other.build).toMatchObject({ workflow: 'design-only' });
    const { events } = await stage.builds.listBuildEvents({ buildId: build!.id, pageSize: 0, pageToken: '' });
    expect(events[0]).toMatchObject({ type: 'started', by: 'Marta' });
  });

  it('begins none for nobody, and none by a workflow that there is not', async () => {
    await expect(stage.commission.startBuild(start())).rejects.toMatchObject({ reason: 'NOT_FOUND' });
    const conversationId = await stage.conversation('1001');
    await expect(stage.commission.startBuild(start({ conversationId, workflow: '../x' }))).rejects.toMatchObject({
      reason: 'NOT_FOUND',
    });
    expect(await stage.sql('SELECT id FROM builds')).toEqual([]);
  });

  it('has a change routed as the wish of the person would be, and makes it once for each key', async () => {
    const buildId = await stage.built();
    stage.ran.length = 0;
    const change = { buildId, text: 'Make it darker', idempotencyKey: 'key-1', operator: 'Marta' };
    const { build } = await stage.commission.refineBuild(change);
    expect(build!.revision).toBe(2);
    expect(stage.wishes.at(-1)).toMatchObject({ text: 'Make it darker', language: 'en', build: { id: buildId } });
    await stage.reach(stage.replica, buildId, 'done');
    expect(stage.ran).toEqual(['code', 'deploy']);
    expect((await stage.commission.refineBuild(change)).build!.revision).toBe(2);
    await expect(stage.commission.refineBuild({ ...change, buildId: randomUUID() })).rejects.toMatchObject({
      reason: 'NOT_FOUND',
    });
  });

  it('says when it will be done while it runs, and never after', async () => {
    const gate = Promise.withResolvers<void>();
    stage.runs = { plan: () => gate.promise };
    const { build } = await stage.commission.startBuild(start({ conversationId: await stage.conversation('1001') }));
    expect(build!.eta!.getTime()).toBeGreaterThan(Date.now());
    gate.resolve();
    await stage.reach(stage.replica, build!.id, 'done');
    expect((await stage.builds.getBuild({ buildId: build!.id, revision: 0 })).build!.eta).toBeUndefined();
  });

  it.each([
    ['startBuild', start({ conversationId: 'x' }), 'conversationId'],
    ['startBuild', start({ request: ' \n' }), 'request'],
    ['startBuild', start({ request: 'x'.repeat(10_001) }), 'request'],
    ['startBuild', start({ language: 'spanish' }), 'language'],
    ['startBuild', start({ operator: '' }), 'operator'],
    ['startBuild', start({ idempotencyKey: 'a b' }), 'idempotencyKey'],
    ['refineBuild', { buildId: randomUUID(), text: '', idempotencyKey: 'k', operator: 'M' }, 'text'],
  ] as const)('refuses what is not valid and names it: %s', async (rpc, request, field) => {
    const call = (stage.commission[rpc] as (given: object) => Promise<unknown>).call(stage.commission, request);
    await expect(call).rejects.toMatchObject({ reason: 'INVALID_REQUEST', metadata: { field } });
  });
});
