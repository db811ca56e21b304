import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from './attack.ts';
import { outcomeOf } from './attack-reporter.ts';
import { ATTACKS } from './attacks.ts';
import { holdsCase, toPattern } from './cases.ts';

const repo = join(import.meta.dirname, '..', '..');
const sourceOf = (spec: string): string => readFileSync(join(repo, spec), 'utf8');

describe('the table of attacks', () => {
  it('has each of the 44, and each of the others, once', () => {
    const ids = ATTACKS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const expected = Array.from({ length: 44 }, (_, index) => `A${String(index + 1).padStart(2, '0')}`);
    expect(ids.filter((id) => id.startsWith('A')).sort()).toEqual(expected);
  });

  it.each(ATTACKS)('$id is played, or says why it cannot be: $what', ({ played, open }) => {
    expect(played.length > 0 || open !== undefined).toBe(true);
    const gone = played.flatMap(({ spec, cases }) =>
      cases.filter((title) => !holdsCase(sourceOf(spec), title)).map((title) => `${spec}: ${title}`),
    );
    expect(gone).toEqual([]);
    expect(played.filter(({ cases }) => cases.length === 0)).toEqual([]);
  });

  it('notices a case that is gone, that only a comment names, and that is skipped: the control', () => {
    const source = `// it('was', () => {});\nit('is', () => {});\nit.each([1])(\n  'has %s',\n  () => {},\n);\nit.skip('sleeps', () => {});`;
    expect(['is', 'has %s', 'was', 'sleeps', 'never'].filter((title) => holdsCase(source, title))).toEqual([
      'is',
      'has %s',
    ]);
  });

  it('knows a case by its title with values in it', () => {
    expect('the door refuses "a.b" (x) and y').toMatch(toPattern('refuses %j (%s) and y'));
    expect('the door refuses "a.b" (x) and z').not.toMatch(toPattern('refuses %j (%s) and y'));
  });

  it.each([
    ['safe', [{ spec: 'a', name: 'the door is shut', status: 'passed' }]],
    [
      'FAILED',
      [
        { spec: 'a', name: 'the door is shut', status: 'passed' },
        { spec: 'a', name: 'the other door is shut', status: 'failed' },
      ],
    ],
    ['skipped', [{ spec: 'a', name: 'the door is shut', status: 'pending' }]],
    ['NOT RUN', [{ spec: 'b', name: 'the door is shut', status: 'passed' }]],
  ])('says %s when that is what came of it', (outcome, ran) => {
    expect(outcomeOf({ played: [at('a', 'is shut')] }, ran)).toBe(outcome);
  });
});
