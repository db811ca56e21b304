import { progressBar } from './progress-bar.js';
import { phase } from './reporting.stage.js';
import { toSteps } from './to-steps.js';

const phases = [
  phase('plan', { agent: 'planner', state: 'done' }),
  phase('design', { agent: 'designer', state: 'reused' }),
  phase('frontend', { agent: 'frontend', state: 'running' }),
  phase('review-1', { agent: 'code-reviewer', block: 'review' }),
  phase('review-fix-1', { agent: 'frontend', block: 'review' }),
  phase('deploy', { agent: 'devops' }),
];

describe(toSteps, () => {
  it('names steps as people would, and takes the rounds of a review for one', () => {
    expect(toSteps(phases, 'es')).toEqual([
      { title: 'plan', state: 'done' },
      { title: 'diseño', state: 'done' },
      { title: 'páginas', state: 'running' },
      { title: 'revisión', state: 'waiting' },
      { title: 'publicación', state: 'waiting' },
    ]);
  });

  it('leaves out what nobody needed, and is under way between two rounds', () => {
    const skipped = phases.map((one) => (one.block ? { ...one, state: 'skipped' as const } : one));
    expect(toSteps(skipped, 'en').map(({ title }) => title)).not.toContain('review');
    const between = phases.map((one) => (one.name === 'review-1' ? { ...one, state: 'done' as const } : one));
    expect(toSteps(between, 'en').find(({ title }) => title === 'review')!.state).toBe('running');
  });

  it('tells two steps of one agent apart, and names an agent that nobody knows by its phase', () => {
    const own = [phase('home', { agent: 'frontend' }), phase('price_list', { agent: 'frontend' }), phase('x-y')];
    expect(toSteps(own, 'en').map(({ title }) => title)).toEqual(['pages', 'price list', 'x y']);
  });
});

describe(progressBar, () => {
  it('is full only when everything is done', () => {
    const of = (done: number, all: number) =>
      progressBar(Array.from({ length: all }, (_, index) => ({ state: index < done ? 'done' : 'waiting' })));
    expect([of(0, 5), of(2, 5), of(6, 7), of(7, 7), of(0, 0)]).toEqual([
      '░░░░░░░░░░ 0 %',
      '▓▓▓▓░░░░░░ 40 %',
      '▓▓▓▓▓▓▓▓░░ 85 %',
      '▓▓▓▓▓▓▓▓▓▓ 100 %',
      '░░░░░░░░░░ 0 %',
    ]);
  });
});
