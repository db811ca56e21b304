import { randomUUID } from 'node:crypto';
import { phase, workflowOf } from '../../builds/builds.stage.js';
import { PhasesStage } from '../phases.stage.js';
import { type Play } from '../agents.stage.js';
import { PhaseCache } from './phase-cache.service.js';

describe(`${PhaseCache.name}, of outcomes of a model that stands in for another`, () => {
  const stage = new PhasesStage();
  const workflow = workflowOf(
    phase('content', [], { agent: 'content', reads: [], writes: [], task: 'Write {{request}}' }),
  );

  beforeAll(() => stage.open());
  afterEach(() => stage.reset());
  afterAll(() => stage.close());

  /** The models that answer in a run, one after the other. */
  const answeredBy =
    (...models: string[]): Play =>
    (run, time) => {
      const events = stage.agents.usual(run, time)!.filter(({ $case }) => $case !== 'started');
      return [...models.map((model) => ({ $case: 'started' as const, value: { model } })), ...events];
    };

  it.each([
    ['keeps those of its own model', ['claude-sonnet-5-5'], 1],
    ['keeps those under the dated name of its own', ['claude-sonnet-5-5-20260901'], 1],
    ['keeps none of another agent’s model', ['claude-opus-5-5'], 2],
    ['keeps none that another one went on with', ['claude-sonnet-5-5', 'claude-opus-5-5'], 2],
  ])('%s', async (_, models, runs) => {
    const replica = await stage.start();
    stage.agents.plays['content'] = answeredBy(...models);
    const conversationId = randomUUID();
    const first = await stage.build(replica, { workflow, conversationId });
    expect(await stage.outcome(replica, first, 'content')).toMatchObject({ usage: { model: models.at(-1) } });
    await stage.build(replica, { workflow, conversationId });
    expect(stage.agents.ran).toHaveLength(runs);
  });
});
