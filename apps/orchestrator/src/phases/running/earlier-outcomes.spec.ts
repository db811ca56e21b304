import { randomUUID } from 'node:crypto';
import { phase, type Replica, workflowOf } from '../../builds/builds.stage.js';
import { loadWorkflows, readWorkflowFiles } from '../../workflows/load-workflows.js';
import { done, fileOf, type Play, result } from '../agents.stage.js';
import { PhasesStage } from '../phases.stage.js';

const everybody = ['backend', 'code-reviewer', 'content', 'designer', 'devops', 'frontend', 'planner'];
const change = (replica: Replica, id: string, text: string, targets: string[]) =>
  replica.engine.refine(id, { text, targets, policy: 'merge', by: 'contact', idempotencyKey: randomUUID() });

describe('what phases made before', () => {
  const stage = new PhasesStage();
  beforeAll(() => stage.open(), 60_000);
  afterEach(() => stage.reset());
  afterAll(() => stage.close());

  /** Who judges leaves the files as they are. */
  const keepFiles =
    (play: Play): Play =>
    (run, time) =>
      play(run, time)!.map((event) =>
        event.$case === 'result' ? { ...event, value: { ...event.value, files: run.build!.files } } : event,
      );

  it('makes the title blue: only what depends on it runs again, from its own files and nobody else told', async () => {
    const replica = await stage.start();
    const id = await stage.build(replica);
    stage.agents.runs.length = 0;
    await change(replica, id, 'make the title blue', ['frontend']);
    await stage.builds.reach(replica, id, 'done');
    expect(stage.agents.ran).toEqual(['frontend', 'code-reviewer', 'devops']);
    const [frontend, review] = stage.agents.runs;
    expect(frontend!.task).toContain('<data name="changes">- make the title blue</data>');
    expect(frontend!.build!.files.map(({ path }) => path)).toEqual([
      'content.json',
      'design.json',
      'index.html',
      'styles.css',
    ]);
    expect(review!.task).not.toContain('blue');
    const paths = (await stage.outcome(replica, id, 'deploy')).files.map(({ path }) => path);
    expect(paths).toEqual(['content.json', 'data.json', 'design.json', 'index.html', 'styles.css']);
  });

  it('runs 1 of 7 phases again for a change of a leaf', async () => {
    const replica = await stage.start();
    const id = await stage.build(replica);
    stage.agents.runs.length = 0;
    await change(replica, id, 'publish it again', ['deploy']);
    await stage.builds.reach(replica, id, 'done');
    expect(stage.agents.ran).toEqual(['devops']);
  });

  it('goes on by the cache where what is redone comes out as before', async () => {
    const replica = await stage.start();
    const id = await stage.build(replica);
    stage.agents.runs.length = 0;
    stage.agents.plays['designer'] = (run, time) => stage.agents.usual({ ...run, task: designTask }, time);
    await change(replica, id, 'keep it as it is', ['design']);
    await stage.builds.reach(replica, id, 'done');
    expect(stage.agents.ran).toEqual(['designer', 'devops']);
    const { phasesReused, savedMicros } = await replica.engine.get(id);
    expect({ phasesReused, savedMicros }).toEqual({ phasesReused: 5, savedMicros: 2_500 }); // three were not touched at all
    expect(await stage.registry.metrics()).toContain('hits{cache_type="phase"} 2');
  });
  const designTask = `Design <data name="outputs.plan">${'{"features":[],"kind":"landing","sections":[],"slug":"sol","summary":"A site.","title":"Sol","workflow":"full-build"}'}</data>`;

  it('uses again what the same person got for the same request, nothing of another person, and never an effect', async () => {
    const replica = await stage.start();
    const conversationId = randomUUID();
    await stage.build(replica, { conversationId });
    stage.agents.runs.length = 0;
    await stage.build(replica, { conversationId });
    expect(stage.agents.ran).toEqual(['devops']);
    stage.agents.runs.length = 0;
    await stage.build(replica, { conversationId: randomUUID() });
    expect([...stage.agents.ran].sort()).toEqual(everybody);
  });

  it('runs everything again for another definition of an agent, without a secret, and for excluded agents', async () => {
    const replica = await stage.start({ BUILD_CACHE_EXCLUDED: 'content' });
    const conversationId = randomUUID();
    await stage.build(replica, { conversationId });
    stage.agents.runs.length = 0;
    await stage.build(replica, { conversationId });
    expect(stage.agents.ran).toEqual(['content', 'devops']);
    stage.agents.runs.length = 0;
    stage.agents.definitionHash = 'v2';
    stage.index.forget();
    await stage.build(replica, { conversationId });
    expect([...stage.agents.ran].sort()).toEqual(everybody);
  });

  it('ends a loop of reviews with the best version, and publishes that one', async () => {
    const library = loadWorkflows(readWorkflowFiles('apps/orchestrator/workflows'));
    const workflow = library.get('full-build')!;
    const replica = await stage.start({}, [workflow]);
    const scores = [60, 80, 40];
    stage.agents.plays['code-reviewer'] = (_, time) => [
      result(JSON.stringify({ passed: false, score: scores[time - 1], defects: [], summary: `Review ${time}.` })),
      done,
    ];
    stage.agents.plays['frontend'] = (run, time) => [
      result('{"summary":"a","files":[]}', [
        ...run.build!.files.filter(({ path }) => path !== 'index.html'),
        fileOf('index.html', `version ${time}`),
      ]),
      done,
    ];
    stage.agents.plays['code-reviewer'] = keepFiles(stage.agents.plays['code-reviewer']);
    const id = await stage.build(replica, { workflow });
    const [deploy] = stage.agents.runs.filter(({ agent }) => agent === 'devops');
    expect(deploy!.build!.files.find(({ path }) => path === 'index.html')).toEqual(fileOf('index.html', 'version 2'));
    expect((await stage.outcome(replica, id, 'review')).output).toMatchObject({ score: 80, summary: 'Review 2.' });
  });
  it('carries repairs of what others made over to later revisions, until those make it anew', async () => {
    const checked = workflowOf(
      phase('content', [], { agent: 'content', reads: [], writes: ['content.json'] }),
      phase('frontend', ['content'], { agent: 'frontend', reads: ['content.json'], writes: ['index.html'] }),
      phase('fix', ['frontend'], { agent: 'backend', writes: ['*.json', '*.html'] }),
      phase('deploy', ['fix'], { agent: 'devops', writes: [], effect: 'external', cache: false }),
    );
    const replica = await stage.start({}, [checked]);
    const repaired = fileOf('content.json', 'repaired');
    stage.agents.plays['backend'] = (run, time) => [
      result('{"summary":"a","files":[]}', [
        ...run.build!.files.filter(({ path }) => time > 1 || path !== 'content.json'),
        ...(time === 1 ? [repaired] : []),
      ]),
      done,
    ];
    const id = await stage.build(replica, { workflow: checked });
    const contentAfter = async (targets: string[]) => {
      await change(replica, id, `change ${targets.join()}`, targets);
      await stage.builds.reach(replica, id, 'done');
      return (await stage.outcome(replica, id, 'deploy')).files.find(({ path }) => path === 'content.json')!.sha256;
    };
    expect(await contentAfter(['frontend'])).toBe(repaired.sha256);
    expect(await contentAfter(['frontend'])).toBe(repaired.sha256);
    stage.agents.plays['content'] = () => [
      result('{"summary":"a","files":[]}', [fileOf('content.json', 'anew')]),
      done,
    ];
    expect(await contentAfter(['content', 'frontend'])).toBe(fileOf('', 'anew').sha256);
  });

  it('begins a change with what reviews have repaired, not with the draft before them', async () => {
    const workflow = loadWorkflows(readWorkflowFiles('apps/orchestrator/workflows')).get('full-build')!;
    const replica = await stage.start({}, [workflow]);
    stage.agents.plays['code-reviewer'] = keepFiles((_, time) => [
      result(JSON.stringify({ passed: time > 1, score: 50, defects: [], summary: `Review ${time}.` })),
      done,
    ]);
    stage.agents.plays['frontend'] = (run, time) => [
      result('{"summary":"a","files":[]}', [
        ...run.build!.files.filter(({ path }) => path !== 'index.html'),
        fileOf('index.html', `version ${time}`),
        ...(time === 2 ? [fileOf('app.js', 'repaired')] : []),
      ]),
      done,
    ];
    const id = await stage.build(replica, { workflow });
    await change(replica, id, 'make the title blue', ['frontend']);
    await stage.builds.reach(replica, id, 'done');
    const [, , changed] = stage.agents.runs.filter(({ agent }) => agent === 'frontend');
    expect(changed!.task).toContain('make the title blue');
    expect(changed!.build!.files).toEqual(
      expect.arrayContaining([fileOf('app.js', 'repaired'), fileOf('index.html', 'version 2')]),
    );
    const [, again] = stage.agents.runs.filter(({ agent }) => agent === 'devops');
    const published = again!.build!.files.filter(({ path }) => /^(index|app)/.test(path));
    expect(published).toEqual([fileOf('app.js', 'repaired'), fileOf('index.html', 'version 3')]);
  });
});
