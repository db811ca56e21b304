import { defectsOf } from './defects-of.js';
import { finalReport } from './final-report.js';
import { progressReport } from './progress-report.js';
import { phase, standing } from './reporting.stage.js';
import type { Standing } from './standing.js';
import { soFarOf } from './so-far-of.js';
import { statusReport } from './status-report.js';
import { whyOf } from './why-of.js';

const SHA = 'a'.repeat(64);
const URL = 'http://localhost:3001/sites/sol-1/';
const languages = ['es', 'en', 'pt'];
const review = (passed: boolean, ...defects: { severity: string; what: string }[]) => ({
  passed,
  score: 50,
  defects,
  summary: '',
});
const bodyOf = (content: ReturnType<typeof finalReport>): string =>
  content.$case === 'image' ? content.value.caption : content.value.body;

describe(finalReport, () => {
  const done = standing({
    state: 'done',
    url: URL,
    phases: [phase('qa', { state: 'done', screenshot: SHA, output: review(true) })],
  });

  it('comes with the picture of the site, and its address under it', () => {
    expect(finalReport(done, { state: 'done', reason: '' }, 'http://localhost:3001/')).toMatchObject({
      $case: 'image',
      value: {
        source: { $case: 'link', value: `http://localhost:3001/previews/${SHA}.png` },
        caption: expect.stringContaining(URL) as string,
      },
    });
  });

  it('is text where there is no picture, and no address is invented', () => {
    const bare = { ...done, url: '', phases: [] };
    const content = finalReport(bare, { state: 'done', reason: '' }, 'http://x');
    expect(content.$case).toBe('text');
    expect(bodyOf(content)).not.toMatch(/http|undefined|\{\{/);
  });

  it.each(languages)('says honestly in %s what could not be fixed', (language) => {
    const phases = [
      phase('qa', { state: 'done', output: review(false, { severity: 'high', what: 'The map is empty' }) }),
    ];
    const body = bodyOf(finalReport({ ...done, language, phases }, { state: 'done', reason: '' }, 'http://x'));
    expect(body).toContain('- The map is empty');
    expect(body).toMatch(/sinceridad|Honestly|sinceridade/);
    expect(bodyOf(finalReport({ ...done, language }, { state: 'done', reason: '' }, 'http://x'))).not.toMatch(
      /onest|sincer/i,
    );
  });

  it.each(languages)('says in %s why it failed, without a reason of ours, and what is kept', (language) => {
    const phases = [
      phase('plan', { agent: 'planner', state: 'done' }),
      phase('design', { agent: 'designer', state: 'failed' }),
    ];
    const failed = standing({ state: 'failed', reason: 'MODEL_OVERLOADED', language, phases, url: URL });
    const body = bodyOf(finalReport(failed, { state: 'failed', reason: failed.reason }, 'http://x'));
    expect(body).toMatch(/saturado|overloaded|sobrecarregado/);
    expect(body).toContain(URL);
    expect(body).not.toMatch(/MODEL_|\{\{|undefined/);
  });

  it('says of a budget that it is spent, and of a change that it is in', () => {
    const paused = standing({ state: 'paused', reason: 'BUDGET_SPENT' });
    expect(bodyOf(finalReport(paused, { state: 'paused', reason: 'BUDGET_SPENT' }, 'x'))).toContain('used up');
    const [start] = done.revisions;
    const revisions: Standing['revisions'] = [
      { ...start!, state: 'done' },
      { ...start!, number: 2, cause: 'change', parent: 1 },
    ];
    const told = (given: Standing['revisions']) =>
      bodyOf(finalReport({ ...done, revisions: given }, { state: 'done', reason: '' }, 'x'));
    expect(told(revisions)).toContain('The change is in');
    // One that came in on the way is part of what is ready for the first time
    expect(told(revisions.with(0, { ...start!, state: 'cancelled' }))).toContain('is ready');
  });
});

describe(soFarOf, () => {
  const phases = [
    phase('plan', { agent: 'planner', state: 'done' }),
    phase('pages', { agent: 'frontend', state: 'failed' }),
    phase('deploy', { agent: 'devops', state: 'cancelled' }),
  ];
  const seen = 'http://localhost:3001/sites/half/';

  it.each([
    ['es', /hasta aquí: plan\. Falta: páginas, publicación\. .*sin terminar/],
    ['en', /this far: plan\. Still missing: pages, publishing\. .*unfinished/],
    ['pt', /até aqui: plano\. Falta: páginas, publicação\. .*inacabado/],
  ])('names in %s what is done, what is missing and where to see it', (language, words) => {
    const said = soFarOf(standing({ state: 'failed', phases, language }), { paths: ['index.html'], url: seen });
    expect(said).toMatch(words);
    expect(said).toContain(seen);
    expect(said).not.toContain('index.html');
  });

  it.each(['es', 'en', 'pt'])('names in %s the files that are no site yet, a few of them', (language) => {
    const paths = ['a.json', 'b.json', 'c.json', 'd.json', 'e.json', 'f.json', 'g.json'];
    const said = soFarOf(standing({ state: 'failed', phases, language }), { paths, url: '' });
    expect(said).toMatch(/a\.json, b\.json, c\.json, d\.json, e\.json \S+ (2|mais 2)/);
    expect(said).not.toMatch(/f\.json|http|\{\{/);
  });

  it('leaves people with the site that they have, and promises nothing where there is nothing', () => {
    const site = standing({ state: 'failed', phases, url: URL });
    expect(soFarOf(site, { paths: ['index.html'], url: '' })).toMatch(new RegExp(`stays at ${URL}$`));
    expect(soFarOf(standing({ state: 'failed', phases: phases.slice(1) }))).toBe('Nothing was finished yet.');
  });

  it('says how a paused one goes on: by a word, or by itself when the day is over', () => {
    const paused = standing({ state: 'paused', phases });
    const told = (given: Standing) => bodyOf(finalReport(given, { state: 'paused', reason: 'BUDGET_SPENT' }, 'x'));
    expect(told(paused)).toContain('Write *continue*');
    const later = told({ ...paused, resumeAt: new Date('2026-11-22T00:00:00Z') });
    expect(later).toMatch(/by myself on November 22, 2026.* UTC/);
    expect(later).not.toContain('continue');
  });
});

describe(whyOf, () => {
  it('has words for what it has never heard of', () => {
    expect(whyOf('SOMETHING_NEW', 'en')).toBe(whyOf('INTERNAL', 'en'));
    expect(whyOf('toString', 'en')).toBe(whyOf('INTERNAL', 'en'));
  });
});

describe(defectsOf, () => {
  it('names what the last round of each review found, the worst first, three at most', () => {
    const many = ['a', 'b', 'c', 'd'].map((what) => ({ severity: 'low', what }));
    const phases = [
      phase('review-1', { block: 'review', state: 'done', output: review(false, { severity: 'high', what: 'fixed' }) }),
      phase('review-2', {
        block: 'review',
        state: 'done',
        output: review(false, ...many, { severity: 'high', what: 'worst' }),
      }),
      phase('review-3', { block: 'review', state: 'skipped', output: {} }),
      phase('qa', { state: 'done', output: review(true, { severity: 'low', what: 'a trifle' }) }),
    ];
    expect(defectsOf(phases)).toEqual(['worst', 'a', 'b']);
  });

  it('takes nonsense of an agent for no review', () => {
    const phases = [null, 7, { passed: 'yes' }, { passed: false, defects: 'all' }].map((output, index) =>
      phase(`p${index}`, { state: 'done', output: output as unknown as Record<string, unknown> }),
    );
    expect(defectsOf(phases)).toEqual([]);
  });
});

describe(progressReport, () => {
  const phases = [
    phase('plan', { agent: 'planner', state: 'done', output: { summary: 'A page for Sol.\nWith *a* menu.' } }),
    phase('design', { agent: 'designer', state: 'running', dependsOn: ['plan'], startedAt: new Date(0) }),
    phase('pages', { agent: 'frontend', dependsOn: ['design'] }),
  ];
  const durations = new Map([
    ['design', 60_000],
    ['pages', 60_000],
  ]);

  it('begins with what will be made, then names what is over and what goes on', () => {
    const first = progressReport(standing({ phases }), durations, 0)!;
    expect(first.body).toContain('A page for Sol. With *a* menu.');
    expect(first.body).toContain('About 2 minutes left.');
    const later = phases.map((one, index) => ({ ...one, state: index < 2 ? ('done' as const) : ('running' as const) }));
    const second = progressReport(standing({ phases: later }), durations, 0)!;
    expect(second.body).toContain('plan, design ✅ Now: pages.');
    expect(second.body).toContain('66 %');
    expect(second.standing).not.toBe(first.standing);
  });

  it('has nothing to tell before the first step is over', () => {
    expect(progressReport(standing({ phases: phases.slice(1) }), durations, 0)).toBeUndefined();
  });
});

describe(statusReport, () => {
  it.each(languages)('shows bar, steps and time in %s', (language) => {
    const phases = [
      phase('plan', { agent: 'planner', state: 'done' }),
      phase('design', { agent: 'designer', state: 'running' }),
    ];
    const words = statusReport(standing({ phases, language }), new Map(), 0);
    expect(words).toContain('▓▓▓▓▓░░░░░ 50 %');
    expect(words).toMatch(/✅ plan/);
    expect(words).toMatch(/⏳ (diseño|design)/);
    expect(words).toMatch(/primera vez|First time|primeira vez/);
    expect(words).not.toMatch(/\{\{|undefined|step\./);
  });

  it('says what one has come to, and where it can be seen', () => {
    expect(statusReport(standing({ state: 'done', url: URL }), new Map(), 0)).toContain(URL);
    expect(statusReport(standing({ state: 'cancelled', url: URL }), new Map(), 0)).toContain(URL);
    expect(statusReport(standing({ state: 'failed', reason: 'PHASE_SILENT' }), new Map(), 0)).toContain('far too long');
    expect(statusReport(standing({ state: 'paused', reason: 'BUDGET_SPENT' }), new Map(), 0)).toContain('used up');
    expect(statusReport(standing({ state: 'waiting_approval' }), new Map(), 0)).toContain('the yes of a person');
  });

  it('keeps the markup of a title from breaking its own', () => {
    expect(statusReport(standing({ state: 'done', title: '*Sol*\n_bakery_' }), new Map(), 0)).toContain('*Sol bakery*');
    expect(statusReport(standing({ state: 'done', title: ' ' }), new Map(), 0)).toContain('*your site*');
  });
});
