import { AppError } from '#libs/errors';
import { phase, workflowOf } from '../../builds/builds.stage.js';
import { Plans } from './plans.service.js';

const known = {
  'full-build': workflowOf(phase('a')),
  'bug-fix': { ...workflowOf(phase('b', [], { beginsWith: 'newest_site' })), name: 'bug-fix', version: 'v2' },
};
const agents = new Map(
  [
    ['content', 'files'],
    ['planner', 'plan'],
    ['concierge', ''],
  ].map(([name, output]) => [name!, { name: name!, output: output!, definitionHash: '', model: '' }]),
);

describe(Plans, () => {
  const plans = new Plans(
    {
      get: (name) => {
        const found = Object.entries(known).find(([one]) => one === name)?.[1];
        if (!found) throw new AppError('NOT_FOUND');
        return found;
      },
    },
    { all: async () => agents },
    {
      before: async ({ conversationId }) => {
        if (conversationId === 'newcomer') throw new AppError('SITE_MISSING');
        return [];
      },
    },
  );
  const of = (name: string, version = 'v1', conversationId = 'c1') => ({
    id: 'b1',
    conversationId,
    workflow: { name, title: '', version },
  });
  const own = (...names: string[]) => ({
    title: 'Mine',
    workflow: 'own',
    phases: names.map((agent, n) => ({ name: `p${n}`, agent, task: 'Do it.', depends_on: [] })),
  });

  it('goes on with the workflow that there is, or the one that the planner names', async () => {
    expect(await plans.next(of('full-build'), { workflow: 'full-build' })).toBeUndefined();
    expect(await plans.next(of('full-build'), { workflow: 'bug-fix' })).toMatchObject({ name: 'bug-fix' });
  });

  it('refuses what goes on with a site where there is none, in words for the planner', async () => {
    const planned = plans.next(of('full-build', 'v1', 'newcomer'), { workflow: 'bug-fix' });
    await expect(planned).rejects.toMatchObject({
      reason: 'WORKFLOW_INVALID',
      metadata: { problems: expect.stringContaining('has none that is finished') as unknown },
    });
  });

  it('leaves a workflow alone that somebody chose', async () => {
    expect(await plans.next(of('bug-fix'), { workflow: 'full-build' })).toBeUndefined();
  });

  it('takes a plan of its own, once', async () => {
    const next = await plans.next(of('full-build'), own('content'));
    expect(next).toMatchObject({ name: 'own', phases: [{ name: 'p0', agent: 'content' }] });
    expect(await plans.next(of('own', next!.version), own('content'))).toBeUndefined();
  });

  it.each([
    ['an unknown workflow', { workflow: '__proto__' }],
    ['no workflow', {}],
    ['a plan without phases', { title: 'a', workflow: 'own' }],
    ['an agent that talks to people', own('concierge')],
    ['the planner again', own('planner')],
  ])('refuses %s', async (_, plan) => {
    await expect(plans.next(of('full-build'), plan)).rejects.toMatchObject({
      reason: 'WORKFLOW_INVALID',
      metadata: { problems: expect.any(String) as unknown },
    });
  });
});
