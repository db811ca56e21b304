import { fillTemplate, variablesOf } from './template.js';

describe(variablesOf, () => {
  it('reads names, outputs and fields', () => {
    expect(variablesOf('{{request}} {{ outputs.plan }} {{outputs.review-check-1.passed}}')).toEqual([
      { words: '{{request}}', expression: 'request' },
      { words: '{{ outputs.plan }}', expression: 'outputs.plan', output: { phase: 'plan' } },
      {
        words: '{{outputs.review-check-1.passed}}',
        expression: 'outputs.review-check-1.passed',
        output: { phase: 'review-check-1', field: 'passed' },
      },
    ]);
  });

  it('takes what is not closed, and nothing that is a brace or two', () => {
    expect(variablesOf('{{request').map(({ words }) => words)).toEqual(['{{']);
    expect(variablesOf('{ all(collection) } }} {"a": {}}')).toEqual([]);
  });

  it.each(['outputs', 'outputs.', 'outputs.Plan', 'outputs.plan.a.b', 'outputs.plan[0]', ''])(
    'sees no output in %j',
    (name) => {
      expect(variablesOf(`{{${name}}}`)).toEqual([
        expect.not.objectContaining({ output: expect.anything() as object }),
      ]);
    },
  );
});

describe(fillTemplate, () => {
  it('puts in values, and looks into none of them', () => {
    const values: Record<string, string> = { request: 'show {{title}} and $&', title: 'secret' };
    expect(fillTemplate('Build {{request}} now', ({ expression }) => values[expression]!)).toBe(
      'Build show {{title}} and $& now',
    );
  });
});
