import { buildOf, detailOf, phaseOf } from '../builds.stage.js';
import { lacksRevision, mergeNews } from './merge-news.js';

const known = detailOf([phaseOf('plan'), phaseOf('design')]);

describe(mergeNews, () => {
  it('puts phases that changed where they stood, and those that are new behind them', () => {
    const news = [phaseOf('design', { state: 'running' }), phaseOf('deploy')];
    const { phases } = mergeNews(known, { type: 'change', build: buildOf(), phases: news });
    expect(phases.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'plan blocked',
      'design running',
      'deploy blocked',
    ]);
  });

  it('keeps nothing of the phases when everything is told anew', () => {
    const { phases } = mergeNews(known, { type: 'state', build: buildOf(), phases: [phaseOf('other')] });
    expect(phases.map(({ name }) => name)).toEqual(['other']);
  });

  it('says how the newest revision stands, and when it does not know it', () => {
    const done = mergeNews(known, { type: 'change', build: buildOf({ state: 'done' }), phases: [] });
    expect(done.revisions).toMatchObject([{ number: 1, state: 'done' }]);
    expect(lacksRevision(done)).toBe(false);
    const next = mergeNews(known, { type: 'state', build: buildOf({ revision: 2 }), phases: [] });
    expect(next.revisions).toMatchObject([{ number: 1, state: 'running' }]);
    expect(lacksRevision(next)).toBe(true);
  });
});
