import { afterEach, describe, expect, it } from '@jest/globals';
import { en } from './en.js';
import { es } from './es.js';
import { pt } from './pt.js';
import { language, pickLanguage, texts, useLanguage } from './texts.js';

afterEach(() => useLanguage('en'));

/** Every path to a word; functions are called, so that theirs are seen too. */
function words(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, String((value as (...parameters: unknown[]) => unknown)(2, 3))]];
  return Object.entries(value as object).flatMap(([key, inner]) => words(inner, `${path}.${key}`));
}

describe('the words of the phone', () => {
  it.each([
    ['es', es],
    ['pt', pt],
  ])('are all there in %s', (_, dictionary) => {
    expect(words(dictionary).map(([path]) => path)).toEqual(words(en).map(([path]) => path));
    expect(words(dictionary).filter(([, word]) => word.trim() === '')).toEqual([]);
  });

  it('are really translated, apart from words that the languages share', () => {
    const english = new Map(words(en));
    for (const dictionary of [es, pt]) {
      const same = words(dictionary).filter(([path, word]) => english.get(path) === word && word.length > 12);
      expect(same).toEqual([]);
    }
  });
});

describe(pickLanguage, () => {
  it.each([
    [['es-AR', 'en'], 'es'],
    [['fr-FR', 'pt-BR', 'en'], 'pt'],
    [['de'], 'en'],
    [[], 'en'],
  ])('takes of %j the first that we speak: %s', (preferred, expected) => {
    expect(pickLanguage(preferred)).toBe(expected);
  });
});

describe(useLanguage, () => {
  it('changes every word from then on', () => {
    useLanguage('pt');
    expect([language(), texts().send]).toEqual(['pt', 'Enviar']);
  });
});
