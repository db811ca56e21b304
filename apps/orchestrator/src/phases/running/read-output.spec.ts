import { readOutput } from './read-output.js';

const review = { passed: true, score: 90, defects: [{ severity: 'low', path: '', what: 'x' }], summary: 'Good.' };

describe(readOutput, () => {
  it('gives what fits, with whatever else the agent said', () => {
    expect(readOutput(JSON.stringify({ ...review, more: [1] }), 'review')).toEqual({ ...review, more: [1] });
    expect(readOutput('{"anything":1}', 'a contract of a newer release')).toEqual({ anything: 1 });
  });

  it('leaves out what Postgres refuses and what would reach a prototype', () => {
    const output = readOutput('{"a\\u0000":"b\\u0000\\ud800c","__proto__":{"isAdmin":true},"constructor":"x"}', '');
    expect(output).toEqual({ a: 'b\ufffdc', constructor: 'x' });
    expect(Object.getPrototypeOf(output)).toBe(Object.prototype);
    expect(output['isAdmin']).toBeUndefined();
  });

  it.each([
    ['words', 'Done!', ''],
    ['nothing', '', ''],
    ['a list', '[]', ''],
    ['null', 'null', ''],
    ['a flood', JSON.stringify({ a: 'x'.repeat(200_000) }), ''],
    ['a well', `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, ''],
    ['half of a review', '{"passed":true}', 'review'],
    ['a review that passed in words', JSON.stringify({ ...review, passed: 'yes' }), 'review'],
    ['an address that is a script', '{"summary":"a","url":"javascript:alert(1)"}', 'deployment'],
  ])('refuses %s', (_, json, contract) => {
    expect(() => readOutput(json, contract)).toThrow(
      expect.objectContaining({ reason: 'MODEL_INVALID_OUTPUT' }) as Error,
    );
  });

  it('repeats nothing of what the agent said', () => {
    expect(() => readOutput('{"passed":"a secret"}', 'review')).toThrow(/^(?!.*secret)/);
  });
});
