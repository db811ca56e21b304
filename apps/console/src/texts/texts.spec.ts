import { buildsEn } from './builds.en.js';
import { buildsEs } from './builds.es.js';
import { buildsPt } from './builds.pt.js';
import { en } from './en.js';
import { es } from './es.js';
import { localeOf } from './locale-of.js';
import { pt } from './pt.js';

type Branch = { [key: string]: string | Branch };

const leaves = (branch: Branch, path = ''): [string, string][] =>
  Object.entries(branch).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
const placeholders = (text: string): string[] => (text.match(/\{\{\w+\}\}|<\/?\d>/g) ?? []).sort();

describe.each([
  ['Spanish', es, en],
  ['Portuguese', pt, en],
  ['Spanish, of builds', buildsEs, buildsEn],
  ['Portuguese, of builds', buildsPt, buildsEn],
])('the catalogue in %s', (_, catalogue, original) => {
  const english = new Map(leaves(original));

  it('says everything, with the same places to fill in', () => {
    const wrong = leaves(catalogue).filter(
      ([path, text]) => text === '' || placeholders(text).join() !== placeholders(english.get(path) ?? '').join(),
    );
    expect(wrong).toEqual([]);
    expect(leaves(catalogue)).toHaveLength(english.size);
  });

  it('is not English', () => {
    const words = (text: string): string => text.replaceAll(/\{\{\w+\}\}/g, '');
    const same = leaves(catalogue).filter(([path, text]) => words(text).length > 12 && text === english.get(path));
    expect(same).toEqual([]);
  });
});

describe(localeOf, () => {
  it("keeps the viewer's variant of the language that is shown, and no other", () => {
    expect(localeOf('en', ['es-MX', 'en-GB', 'en-US'])).toBe('en-GB');
    expect(localeOf('pt', ['es-MX', 'en-GB'])).toBe('pt');
  });
});
