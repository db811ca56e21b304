import { estimate } from './estimate.js';
import { phase } from './reporting.stage.js';
import { spokenDuration, spokenRest } from './spoken-estimate.js';

const durations = new Map([
  ['plan', 10_000],
  ['design', 20_000],
  ['content', 60_000],
  ['pages', 30_000],
  ['fix', 5_000],
]);
const phases = [
  phase('plan'),
  phase('design', { dependsOn: ['plan'] }),
  phase('content', { dependsOn: ['plan'] }),
  phase('pages', { dependsOn: ['design', 'content'] }),
  phase('fix', { dependsOn: ['pages'], isConditional: true }),
];

describe(estimate, () => {
  it('is the longest way through what is left, by the medians of the past', () => {
    expect(estimate(phases, durations, 0)).toEqual({ ms: 105_000, isGuess: false });
  });

  it('counts nothing of what is over, skipped or reused, and the rest of what runs', () => {
    const under = [
      { ...phases[0]!, state: 'reused' as const },
      { ...phases[1]!, state: 'done' as const },
      { ...phases[2]!, state: 'running' as const, startedAt: new Date(1_000) },
      phases[3]!,
      { ...phases[4]!, state: 'skipped' as const },
    ];
    expect(estimate(under, durations, 41_000).ms).toBe(20_000 + 30_000);
  });

  it('never says that what takes longer than usual is over', () => {
    const late = [{ ...phases[3]!, dependsOn: [], state: 'running' as const, startedAt: new Date(0) }];
    expect(estimate(late, durations, 900_000).ms).toBe(3_000);
  });

  it('guesses by the agent what has never run, and nothing for what may not be needed', () => {
    const unknown = [phase('x', { agent: 'frontend' }), phase('y', { dependsOn: ['x'], isConditional: true })];
    expect(estimate(unknown, new Map(), 0)).toEqual({ ms: 90_000, isGuess: true });
    expect(estimate(unknown, new Map([['x', 1_000]]), 0)).toEqual({ ms: 1_000, isGuess: false });
  });

  it('has nothing left of a build that is over, and survives a circle', () => {
    expect(estimate([], new Map(), 0).ms).toBe(0);
    const circle = [phase('a', { dependsOn: ['b'] }), phase('b', { dependsOn: ['a'] })];
    expect(
      estimate(
        circle,
        new Map([
          ['a', 1],
          ['b', 1],
        ]),
        0,
      ).ms,
    ).toBeGreaterThan(0);
  });
});

describe(spokenDuration, () => {
  it.each([
    ['es', 'unos 3 minutos'],
    ['en', 'about 3 minutes'],
    ['pt', 'uns 3 minutos'],
  ])('rounds up in %s, and says when it is a guess', (language, words) => {
    expect(spokenDuration({ ms: 121_000, isGuess: false }, language)).toContain(words);
    expect(spokenDuration({ ms: 121_000, isGuess: true }, language)).toMatch(/primera vez|first time|primeira vez/);
    expect(spokenRest({ ms: 121_000, isGuess: false }, language)).not.toMatch(/primera vez|first time|primeira vez/);
  });

  it('names no number where it would be none', () => {
    expect(spokenRest({ ms: 20_000, isGuess: false }, 'en')).toBe('Less than a minute left.');
    expect(spokenRest({ ms: 59_000, isGuess: false }, 'en')).toBe('About a minute left.');
  });
});
