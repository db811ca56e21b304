import { randomUUID } from 'node:crypto';
import { phase, workflowOf } from '../../builds/builds.stage.js';
import { until } from '#libs/testing';
import { done, failed, fileOf, type Play, result, usage } from '../agents.stage.js';
import { PhasesStage, site } from '../phases.stage.js';

const everybody = ['backend', 'code-reviewer', 'content', 'designer', 'devops', 'frontend', 'planner'];

describe('phases by agents', () => {
  const stage = new PhasesStage();
  beforeAll(() => stage.open(), 60_000);
  afterEach(() => stage.reset());
  afterAll(() => stage.close());

  it('builds a site: each agent is asked once and begins with what the others left', async () => {
    const replica = await stage.start();
    const id = await stage.build(replica);
    expect([...stage.agents.ran].sort()).toEqual(everybody);
    const deploy = stage.agents.runs.find(({ agent }) => agent === 'devops')!;
    expect(deploy.build!.files.map(({ path }) => path)).toEqual([
      'content.json',
      'data.json',
      'design.json',
      'index.html',
      'styles.css',
    ]);
    expect(deploy).toMatchObject({
      build: { buildId: id, slug: 'sol', phase: 'deploy' },
      context: { phoneNumberId: '1001' },
    });
    const frontend = stage.agents.runs.find(({ agent }) => agent === 'frontend')!;
    expect(frontend.build!.files.map(({ path }) => path)).toEqual(['content.json', 'design.json']); // what it reads, no more
    expect(frontend.build!.writes).toEqual(['index.html', 'styles.css']);
    expect(await replica.engine.get(id)).toMatchObject({ tokens: 7 * 1_200, costMicros: 7 * 500, phasesReused: 0 });
  });

  it('tells whom the person writes to where it is asked for, and runs that again for another name', async () => {
    const replica = await stage.start();
    const conversationId = randomUUID();
    const workflow = workflowOf(
      phase('plan', [], { agent: 'planner', writes: [], task: 'They ask in a chat with {{business}}.' }),
      phase('content', ['plan'], { agent: 'content', writes: [], task: 'Write {{request}}' }),
    );
    const build = () => stage.build(replica, { workflow, conversationId });
    await build();
    expect(stage.agents.runs.map(({ task }) => task.includes('La Espiga'))).toEqual([true, false]);
    stage.agents.runs.length = 0;
    stage.agents.business = 'El Faro';
    stage.index.forget();
    await build();
    expect(stage.agents.runs.map(({ task }) => task)).toEqual([
      'They ask in a chat with <data name="business">El Faro</data>.',
    ]);
  });

  const bad: [string, Play, string][] = [
    ['nonsense', () => [result('I am done!'), done], 'MODEL_INVALID_OUTPUT'],
    ['no object', () => [result('[1]'), done], 'MODEL_INVALID_OUTPUT'],
    ['another schema', () => [result('{"url":"javascript:alert(1)"}'), done], 'MODEL_INVALID_OUTPUT'],
    ['10 MB', () => [result(JSON.stringify({ summary: 'x'.repeat(10_000_000) })), done], 'MODEL_INVALID_OUTPUT'],
    ['40 MB', () => [result(JSON.stringify({ summary: 'x'.repeat(40_000_000) })), done], 'MODEL_INVALID_OUTPUT'],
    ['no result', () => [done], 'MODEL_INVALID_OUTPUT'],
    ['nothing at all', () => [], 'PEER_UNAVAILABLE'],
    ['a path out of the workspace', (run) => wrote(run.task, '../../etc/passwd'), 'WORKSPACE_REFUSED'],
    ['a file that it may not write', (run) => wrote(run.task, 'index.html'), 'WORKSPACE_REFUSED'],
    ['a refusal of its model', () => [failed('MODEL_REFUSED')], 'MODEL_REFUSED'],
  ];
  const wrote = (task: string, path: string) => [
    result(JSON.stringify({ summary: 'a', palette: { text: '#000000' } }), [fileOf(path, task)]),
    done,
  ];
  it.each(bad)('fails a phase whose agent gives %s, and its neighbours go on', async (_, play, reason) => {
    const replica = await stage.start();
    stage.agents.plays['designer'] = (run, time) =>
      run.task.includes('cursed') ? play(run, time) : stage.agents.usual(run, time);
    const workflow = workflowOf(
      phase('design', [], { agent: 'designer', task: '{{request}}', writes: ['design.json'], attempts: 1 }),
    );
    stage.playPhases(['design']);
    const [cursed] = await Promise.all([
      stage.build(replica, { workflow, request: 'cursed' }, 'failed'),
      stage.build(replica, { workflow }),
    ]);
    expect((await replica.engine.phases(cursed))[0]).toMatchObject({ state: 'failed', reason });
  });

  it('counts what a run that fails has used, money too', async () => {
    const replica = await stage.start();
    const workflow = workflowOf(phase('design', [], { agent: 'designer', writes: [], attempts: 1 }));
    stage.playPhases(['design']);
    stage.agents.plays['designer'] = () => [usage, failed('MODEL_REFUSED')];
    const id = await stage.build(replica, { workflow }, 'failed');
    const rows = await stage.builds.sql(
      `SELECT spent[1]::int AS tokens, spent[2]::int AS micros, reserved[2]::int AS reserved FROM build_budgets WHERE id = $1`,
      [id],
    );
    expect(rows).toEqual([{ tokens: 1_200, micros: 300, reserved: 0 }]);
  });

  it('keeps what can be stored of an output that Postgres would refuse', async () => {
    const replica = await stage.start();
    const workflow = workflowOf(phase('words', [], { agent: 'content', writes: [] }));
    stage.playPhases(['words']);
    stage.agents.plays['content'] = () => [
      result('{"summary":"a\\u0000b\\ud800","files":[],"__proto__":{"x":1}}'),
      done,
    ];
    const id = await stage.build(replica, { workflow });
    expect((await stage.outcome(replica, id, 'words')).output).toEqual({ summary: 'ab\ufffd', files: [] });
  });

  it('waits for agents that are away and uses up no attempt', async () => {
    await stage.agents.close();
    const replica = await stage.start();
    const { id } = await replica.engine.start(stage.builds.request({ workflow: site }));
    await until(async () => (await replica.engine.phases(id))[0]!.state === 'ready');
    await stage.agents.open();
    await stage.builds.reach(replica, id, 'done', 15_000);
    expect((await replica.engine.phases(id))[0]!.attempts).toBe(1);
  }, 20_000);

  it('ends the run of a build that is cancelled', async () => {
    const replica = await stage.start();
    stage.agents.plays['planner'] = () => undefined;
    const { id } = await replica.engine.start(stage.builds.request({ workflow: site }));
    await until(() => stage.agents.ran.length === 1);
    await replica.engine.cancel(id, 'contact');
    await until(() => stage.agents.ended.includes('planner'), 2_000);
  });

  it('pauses a build whose budget is spent, and tells agents what is left for them', async () => {
    const replica = await stage.start({ BUILD_MAX: 'tokens=3000,calls=100' });
    const id = await stage.build(replica, {}, 'paused');
    expect(await replica.engine.get(id)).toMatchObject({ reason: 'BUDGET_SPENT' });
    expect(stage.agents.ran).toContain('planner');
    expect(stage.agents.ran).not.toContain('frontend');
    expect(stage.agents.runs[0]!.build!.budget).toMatchObject({
      tokens: '3000',
      toolCalls: 25,
      costMicros: '10000000',
    });
  });

  it('has a question answered by the agent whose phase is done, and lets the asker go on with the answer', async () => {
    const replica = await stage.start();
    stage.agents.plays['frontend'] = (run, time) => [
      ...(time === 1
        ? [
            {
              $case: 'message' as const,
              value: { from: 'root', to: 'designer', kind: 'question', text: 'Which blue?' },
            },
          ]
        : []),
      ...stage.agents.usual(run, time)!,
    ];
    stage.agents.plays['designer'] = (run, time) => [
      ...(time === 2
        ? [{ $case: 'message' as const, value: { from: 'designer', to: 'frontend', kind: 'answer', text: '#0033aa' } }]
        : []),
      ...stage.agents.usual(run, time)!,
    ];
    const id = await stage.build(replica);
    const [, answering] = stage.agents.runs.filter(({ agent }) => agent === 'designer');
    expect(answering!.build!.writes).toEqual([]);
    expect(answering!.task).toContain('<data name="question">Which blue?</data>');
    const [, again] = stage.agents.runs.filter(({ agent }) => agent === 'frontend');
    expect(again!.build!.messages).toEqual([{ from: 'designer', to: 'frontend', kind: 'answer', text: '#0033aa' }]);
    const { messages, usage } = await stage.outcome(replica, id, 'frontend');
    expect(messages.map(({ from, kind }) => `${from} ${kind}`)).toEqual(['frontend question', 'designer answer']);
    expect(usage.inputTokens).toBe(3_000);
  });

  it('hands messages to later phases of whom they are for', async () => {
    const replica = await stage.start();
    stage.agents.plays['designer'] = (run, time) => [
      { $case: 'message', value: { from: 'designer', to: 'frontend', kind: 'handoff', text: 'Mind the contrast.' } },
      ...stage.agents.usual(run, time)!,
    ];
    await stage.build(replica);
    const messagesOf = (name: string) => stage.agents.runs.find(({ agent }) => agent === name)!.build!.messages;
    expect(messagesOf('frontend')).toMatchObject([{ text: 'Mind the contrast.' }]);
    expect(messagesOf('code-reviewer')).toEqual([]);
  });

  describe('a plan of the planner', () => {
    const planned =
      (phases: object[]): Play =>
      () => [
        result(
          JSON.stringify({
            title: 'Mine',
            slug: 'mine',
            kind: 'other',
            workflow: 'own',
            summary: 's',
            sections: [],
            features: [],
            phases,
          }),
        ),
        done,
      ];
    const own = [
      { name: 'words', agent: 'content', task: 'Write.', depends_on: [] },
      { name: 'page', agent: 'frontend', task: 'Build.', depends_on: ['words'] },
    ];
    const cyclic = [
      { name: 'words', agent: 'content', task: 'Write.', depends_on: ['page'] },
      { name: 'page', agent: 'frontend', task: 'Build.', depends_on: ['words'] },
    ];

    it('takes the place of what has not begun', async () => {
      const replica = await stage.start();
      stage.playPhases(['words', 'page']);
      stage.agents.plays['planner'] = planned(own);
      const id = await stage.build(replica);
      expect(stage.agents.ran).toEqual(['planner', 'content', 'frontend']);
      expect(await replica.engine.get(id)).toMatchObject({ title: 'Mine', workflow: { name: 'own' } });
    });

    it('that is cyclic is refused and told to the planner once; the next one counts', async () => {
      const replica = await stage.start();
      stage.playPhases(['words', 'page']);
      stage.agents.plays['planner'] = (run, time) => planned(time === 1 ? cyclic : own)(run, time);
      await stage.build(replica);
      expect(stage.agents.ran).toEqual(['planner', 'planner', 'content', 'frontend']);
      expect(stage.agents.runs[1]!.task).toMatch(/refused[\s\S]*<data name="problems">[^<]*cycle/i);
    });

    it.each([
      ['a cycle', cyclic],
      ['an unknown agent', [{ name: 'a', agent: 'root', task: 'rm -rf', depends_on: [] }]],
      ['the planner itself', [{ name: 'a', agent: 'planner', task: 'plan', depends_on: [] }]],
      [
        'too many phases',
        Array.from({ length: 21 }, (_, n) => ({ name: `p${n}`, agent: 'content', task: 'a', depends_on: [] })),
      ],
    ])('that keeps being hostile (%s) is left: the build goes on as it began', async (_, phases) => {
      const replica = await stage.start();
      stage.agents.plays['planner'] = planned(phases);
      const id = await stage.build(replica);
      expect(stage.agents.ran.filter((agent) => agent === 'planner')).toHaveLength(2);
      expect([...new Set(stage.agents.ran)].sort()).toEqual(everybody);
      expect(await replica.engine.get(id)).toMatchObject({ workflow: { name: 'full-build' } });
    });
  });
});
