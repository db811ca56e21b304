import { textCatalogue } from './text-catalogue.js';

const say = textCatalogue<'hello' | 'why.late'>({
  es: { hello: 'Hola, {{name}}', why: { late: 'es tarde' } },
  en: { hello: 'Hello, {{name}}', why: { late: 'it is late' } },
  pt: { hello: 'Olá, {{name}}', why: { late: 'é tarde' } },
});

describe(textCatalogue, () => {
  it.each([
    ['en', 'Hello, Ana'],
    ['pt', 'Olá, Ana'],
    ['de', 'Hola, Ana'],
    ['', 'Hola, Ana'],
  ])('speaks to "%s" in a language that it has', (language, said) => {
    expect(say('hello', language, { name: 'Ana' })).toBe(said);
  });

  it('finds what is nested', () => expect(say('why.late', 'en')).toBe('it is late'));

  it('leaves values as they are: nobody reads HTML', () => {
    expect(say('hello', 'en', { name: '<b>"&' })).toBe('Hello, <b>"&');
  });

  it('keeps catalogues apart', () => {
    const other = textCatalogue<'hello'>({ es: { hello: 'Buenas' }, en: { hello: 'Hi' }, pt: { hello: 'Oi' } });
    expect([other('hello', 'en'), say('hello', 'en', { name: 'Ana' })]).toEqual(['Hi', 'Hello, Ana']);
  });
});
