import { AppError } from '#libs/errors';
import { fromPlan } from './from-plan.js';
import { buildAgents } from './workflows.stage.js';

const phase = (name: string, agent: string, ...depends_on: string[]) => ({
  name,
  agent,
  task: `Do ${name}`,
  depends_on,
});
const plan = (...phases: object[]) => ({ title: 'Sol', slug: 'sol', workflow: 'own', phases });
const refusal = (proposed: unknown) => {
  try {
    fromPlan(proposed, buildAgents);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).reason).toBe('WORKFLOW_INVALID');
    expect((error as AppError).retryable).toBe(false);
    return (error as AppError).metadata['problems'];
  }
  return 'accepted';
};

describe(fromPlan, () => {
  it('makes a workflow of a plan, each phase with the request and no more rights than its agent needs', () => {
    const { name, title, phases } = fromPlan(
      plan(phase('words', 'content'), phase('page', 'frontend', 'words'), phase('out', 'devops', 'page')),
      buildAgents,
    );
    expect([name, title]).toEqual(['own', 'Sol']);
    expect(phases[1]).toMatchObject({ dependsOn: ['words'], effect: 'none', approval: false });
    expect(phases[1]!.task).toMatch(/^Do page\n\nThe request: {{request}}/);
    expect(phases[0]).toMatchObject({ writes: ['content.json'], cache: true });
    expect(phases[2]).toMatchObject({ writes: [], effect: 'external', cache: false });
  });

  it.each<[string, unknown, string]>([
    ['a cycle', plan(phase('a', 'qa', 'c'), phase('b', 'qa', 'a'), phase('c', 'qa', 'b')), 'cycle: a → c → b → a'],
    ['a phase that waits for itself', plan(phase('a', 'qa', 'a')), 'cycle: a → a'],
    [
      'a stranger',
      plan(phase('a', 'qa', 'nobody')),
      'phases.0.depends_on: "a" depends on "nobody", which does not exist',
    ],
    ['an agent that there is not', plan(phase('a', 'root')), 'phases.0.agent: there is no agent "root"'],
    ['a name twice', plan(phase('a', 'qa'), phase('a', 'content')), 'phases.1.name: there is another phase "a"'],
    ['21 phases', plan(...Array.from({ length: 21 }, (_, n) => phase(`p${n}`, 'qa'))), 'at most 20 phases'],
    ['no phase', plan(), 'phases: '],
    ['no phases at all', { title: 'Sol' }, 'phases: '],
    ['a name that is a path', plan(phase('../a', 'qa')), 'phases.0.name: expected a name'],
    ['a name of an object', plan(phase('__proto__', 'qa')), 'phases.0.name: expected a name'],
    ['a task without end', plan({ ...phase('a', 'qa'), task: 'x'.repeat(5_000) }), 'phases.0.task: '],
    [
      'a variable that there is not',
      plan({ ...phase('a', 'qa'), task: '{{process.env}}' }),
      'phases.0.task: there is no variable',
    ],
    [
      'an output that it does not wait for',
      plan(phase('a', 'qa'), { ...phase('b', 'qa'), task: '{{outputs.a}}' }),
      'does not depend',
    ],
    ['nothing', undefined, 'plan: '],
    ['words', 'a plan', 'plan: '],
  ])('refuses %s', (_, proposed, problem) => {
    expect(refusal(proposed)).toContain(problem);
  });

  it('tells all of it, and no text of the plan', () => {
    const secret = 'My number is 600 123 456';
    const told = refusal(
      plan({ ...phase('a', 'nobody', 'b'), task: `{{${secret}}}` }, { ...phase('b', 'qa'), name: secret }),
    );
    expect(told).not.toContain('600');
    expect(refusal(plan({ ...phase('a', 'nobody', 'c'), task: `{{${secret}}}` }))).toMatch(
      /no agent[^]*depends on "c"[^]*no variable like this/,
    );
  });

  it('leaves out what a plan has no say in', () => {
    const greedy = { ...phase('a', 'content'), writes: ['**'], timeout_s: 9_999, effect: 'external', approval: false };
    expect(fromPlan(plan(greedy), buildAgents).phases[0]).toMatchObject({
      writes: ['content.json'],
      timeoutMs: 300_000,
      effect: 'none',
    });
  });

  it('tells no more than twenty problems of a plan that is full of them', () => {
    const bad = Array.from({ length: 20 }, (_, n) => phase(`p${n}`, 'nobody', 'x', 'y'));
    expect(refusal(plan(...bad))!.split('\n')).toHaveLength(21);
  });
});
