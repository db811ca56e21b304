import { randomUUID } from 'node:crypto';
import { loadWorkflows, readWorkflowFiles } from '../../workflows/load-workflows.js';
import { done, fileOf, type Play, result } from '../agents.stage.js';
import { PhasesStage, site } from '../phases.stage.js';
import { NewestSite } from './newest-site.repository.js';

describe(NewestSite, () => {
  const stage = new PhasesStage();
  beforeAll(() => stage.open(), 60_000);
  afterEach(() => stage.reset());
  afterAll(() => stage.close());

  const library = loadWorkflows(readWorkflowFiles('apps/orchestrator/workflows'));
  const [bugFix, redeploy] = [library.get('bug-fix')!, library.get('redeploy')!];
  const published = (time: number) =>
    stage.agents.runs
      .filter(({ agent }) => agent === 'devops')
      [time]!.build!.files.map(({ path, sha256 }) => `${path} ${sha256}`);
  const judge: Play = (run, time) => [
    result(JSON.stringify({ passed: time > 1, score: 50, defects: [], summary: 'A button.' }), run.build!.files),
    done,
  ];
  const repair: Play = (run) => [
    result('{"summary":"a","files":[]}', [
      ...run.build!.files.filter(({ path }) => path !== 'index.html'),
      fileOf('index.html', 'repaired'),
    ]),
    done,
  ];

  it('publishes the files of the one that the same person published last', async () => {
    const replica = await stage.start({}, [site, redeploy]);
    const conversationId = randomUUID();
    stage.agents.plays['content'] = (run, time) => stage.agents.usual({ ...run, task: run.build!.buildId }, time);
    await stage.build(replica, { conversationId });
    await stage.build(replica, { conversationId: randomUUID(), request: 'Another one' });
    await stage.build(replica, { conversationId, workflow: redeploy });
    expect(published(2)).toEqual(published(0));
    expect(published(2)).not.toEqual(published(1));
  });

  it('repairs it, and goes on from the repair in the next revision', async () => {
    const replica = await stage.start({}, [site, bugFix]);
    const conversationId = randomUUID();
    await stage.build(replica, { conversationId });
    stage.agents.plays['code-reviewer'] = (run, time) => judge(run, time - 1);
    stage.agents.plays['frontend'] = repair;
    const id = await stage.build(replica, { conversationId, workflow: bugFix });
    expect(published(1)).toContain(`index.html ${fileOf('', 'repaired').sha256}`);
    expect(published(1)).toHaveLength(published(0).length);
    await replica.engine.refine(id, {
      text: 'look again',
      targets: ['diagnose'],
      policy: 'merge',
      by: 'contact',
      idempotencyKey: randomUUID(),
    });
    await stage.builds.reach(replica, id, 'done');
    expect(published(2)).toEqual(published(1));
  });

  it('fails with a clear reason for somebody who has none', async () => {
    const replica = await stage.start({}, [site, redeploy]);
    await stage.build(replica);
    const id = await stage.build(replica, { workflow: redeploy }, 'failed');
    expect(await replica.engine.get(id)).toMatchObject({ reason: 'SITE_MISSING' });
    expect((await replica.engine.phases(id))[0]!.attempts).toBe(1);
  });

  it('plans a new site for a planner that insists on repairing none', async () => {
    const replica = await stage.start({}, [site, bugFix]);
    stage.agents.plays['planner'] = (run, time) =>
      stage.agents
        .usual(run, time)!
        .map((event) =>
          event.$case === 'result'
            ? result(event.value.outputJson.replace('full-build', 'bug-fix'), event.value.files)
            : event,
        );
    const id = await stage.build(replica);
    expect(stage.agents.runs.filter(({ agent }) => agent === 'planner')[1]!.task).toContain(
      'has none that is finished',
    );
    expect(await replica.engine.get(id)).toMatchObject({ workflow: { name: 'full-build' } });
  });
});
