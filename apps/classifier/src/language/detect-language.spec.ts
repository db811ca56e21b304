import { detectLanguage } from './detect-language.js';

describe(detectLanguage, () => {
  it.each([
    ['hola', {}, 'es'],
    ['hello there', {}, 'en'],
    ['bom dia, tudo bem?', {}, 'pt'],
    ['¿Cuánto cuesta el envío?', {}, 'es'],
    ['Quanto custa o frete?', {}, 'pt'],
    ['How much is shipping?', {}, 'en'],
    ['ok', { knownLanguage: 'pt' }, 'pt'],
    ['ok', { region: 'BR' }, 'pt'],
    ['/help', {}, 'es'],
    ['/help', { knownLanguage: 'pt' }, 'pt'],
    ['show me pictures', { knownLanguage: 'en' }, 'en'],
    ['👍', { region: 'US' }, 'en'],
    ['ok', {}, 'es'],
    ['build me a to-do app', { knownLanguage: 'pt' }, 'en'],
    ['hazme un portafolio', { knownLanguage: 'en' }, 'es'],
    ['faz um site', { knownLanguage: 'es' }, 'pt'],
    ['me gusta', { knownLanguage: 'es' }, 'es'],
    ['I would like to know more about this product', { knownLanguage: 'es' }, 'en'],
  ])(
    'reads %j with %j as %s',
    (text, { knownLanguage = '', region = '' }: { knownLanguage?: string; region?: string }, language) =>
      expect(detectLanguage(text, knownLanguage, region)).toBe(language),
  );
});
