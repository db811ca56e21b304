import { randomUUID } from 'node:crypto';
import { type Build, BuildState, type WatchBuildResponse } from '#libs/contracts';
import { migrate } from '#libs/database';
import type { AppError } from '#libs/errors';
import { createTestDatabase, type TestDatabase, until } from '#libs/testing';
import { entities } from '../../../apps/orchestrator/src/entities.js';
import { migrations } from '../../../apps/orchestrator/src/migrations/index.js';
import { OrchestratorUnderTest, somebody } from './orchestrator-under-test.js';

const operator = 'Marta';

describe('builds, as operators ask for them', () => {
  let database: TestDatabase;
  let orchestrator: OrchestratorUnderTest;

  beforeAll(async () => {
    database = await createTestDatabase('orchestrator');
    await migrate({ url: database.url, entities, migrations });
    // Nobody is there to do the work: builds wait, which is what operators meet when things are bad
    orchestrator = await OrchestratorUnderTest.start({
      DATABASE_URL: database.url,
      CLASSIFIER_URL: '127.0.0.1:1',
      AGENTS_URL: '127.0.0.1:1',
      NOTIFIER_URL: '127.0.0.1:1',
    });
  });
  afterAll(async () => {
    await orchestrator?.stop();
    await database?.drop();
  });

  const begin = async (more: object = {}): Promise<Build> => {
    const conversationId = await orchestrator.hear(somebody(), 'hola');
    const request = { conversationId, request: 'Una página para mi panadería', language: 'es', workflow: '' };
    const given = { ...request, idempotencyKey: randomUUID(), operator, ...more };
    return (await orchestrator.builds.call('startBuild', given)).build!;
  };

  it('begin, are found, watched, changed and cancelled, and it is known by whom', async () => {
    const build = await begin();
    const { id: buildId, conversationId } = build;
    expect(build).toMatchObject({ state: BuildState.BUILD_STATE_RUNNING, workflow: 'full-build', phoneNumberId: '1' });
    const all = { phoneNumberId: '', query: '', state: 0, pageSize: 0, pageToken: '' };
    const { builds } = await orchestrator.builds.call('listBuilds', { ...all, conversationId });
    expect(builds.map(({ id }) => id)).toEqual([buildId]);

    const heard: WatchBuildResponse[] = [];
    const page = new AbortController();
    const watching = orchestrator.builds
      .stream('watchBuild', { buildId }, (response) => heard.push(response), { signal: page.signal })
      .catch((error: { reason: string }) => error.reason);
    await until(() => heard.length > 0);
    expect(heard[0]!.phases.length).toBe(heard[0]!.build!.phasesTotal);

    const change = { buildId, text: 'más oscuro', idempotencyKey: randomUUID(), operator };
    const refined = await orchestrator.builds.call('refineBuild', change);
    expect((await orchestrator.builds.call('refineBuild', change)).build!.revision).toBe(refined.build!.revision);
    const { build: cancelled } = await orchestrator.builds.call('cancelBuild', { buildId, operator, reason: 'test' });
    expect(cancelled!.state).toBe(BuildState.BUILD_STATE_CANCELLED);
    await until(() => heard.at(-1)?.build?.state === BuildState.BUILD_STATE_CANCELLED);
    page.abort();
    expect(await watching).toBe('CANCELLED');

    const { events } = await orchestrator.builds.call('listBuildEvents', { buildId, pageSize: 0, pageToken: '' });
    expect(events.map(({ type, by }) => `${type} ${by}`)).toEqual(
      expect.arrayContaining([`started ${operator}`, `refined ${operator}`, `cancelled ${operator}`]),
    );
  });

  it('refuse what their state does not allow', async () => {
    const { id: buildId } = await begin();
    const { phases } = await orchestrator.builds.call('getBuild', { buildId, revision: 0 });
    const onPhase = { buildId, phaseId: phases.at(-1)!.id, operator };
    for (const rpc of ['retryPhase', 'approvePhase'] as const)
      await expect(orchestrator.builds.call(rpc, onPhase)).rejects.toMatchObject({ reason: 'BUILD_STATE' });
    const key = { idempotencyKey: randomUUID(), operator };
    await expect(orchestrator.builds.call('rollbackBuild', { buildId, revision: 1, ...key })).rejects.toMatchObject({
      reason: 'BUILD_STATE',
    });
    const { build } = await orchestrator.builds.call('skipPhase', onPhase); // the control
    expect(build!.phasesDone).toBe(1);
  });

  type Unary = Parameters<typeof orchestrator.builds.call>[0];
  const ask = (rpc: Unary, request: object): Promise<object> =>
    orchestrator.builds.call(rpc, request as Parameters<typeof orchestrator.builds.call>[1]);

  it.each([
    ['startBuild', { conversationId: 'x' }, 'conversationId'],
    ['startBuild', { language: 'ES' }, 'language'],
    ['startBuild', { request: ' ' }, 'request'],
    ['refineBuild', { text: '' }, 'text'],
    ['refineBuild', { idempotencyKey: '' }, 'idempotencyKey'],
    ['cancelBuild', { operator: '' }, 'operator'],
    ['rollbackBuild', { revision: 0 }, 'revision'],
    ['retryPhase', { phaseId: 'x' }, 'phaseId'],
    ['skipPhase', { phaseId: 'x' }, 'phaseId'],
    ['approvePhase', { buildId: 'x' }, 'buildId'],
    ['getBuild', { revision: -1 }, 'revision'],
    ['listBuilds', { pageSize: 201 }, 'pageSize'],
    ['listBuildEvents', { pageToken: '%' }, 'page_token'],
  ] as const)('refuse what is not valid, by its field: %s %j', async (rpc, given, field) => {
    const valid = {
      buildId: randomUUID(),
      phaseId: randomUUID(),
      conversationId: randomUUID(),
      phoneNumberId: '',
      request: 'x',
      text: 'x',
      language: 'es',
      workflow: '',
      query: '',
      reason: '',
      state: 0,
      revision: 1,
      pageSize: 1,
      pageToken: '',
      idempotencyKey: 'k',
      operator,
    };
    await expect(ask(rpc, { ...valid, ...given })).rejects.toMatchObject({
      reason: 'INVALID_REQUEST',
      metadata: { field },
    });
    const control = await ask(rpc, valid).then(
      () => 'OK',
      ({ reason }: AppError) => reason,
    );
    expect(['OK', 'NOT_FOUND']).toContain(control);
  });

  it('end a stream of what does not exist', async () => {
    for (const [buildId, reason] of [
      [randomUUID(), 'NOT_FOUND'],
      ['x', 'INVALID_REQUEST'],
    ] as const)
      // prettier-ignore
      await expect(
        orchestrator.builds.stream('watchBuild', { buildId }, () => undefined),
      ).rejects.toMatchObject({ reason });
  });
});
