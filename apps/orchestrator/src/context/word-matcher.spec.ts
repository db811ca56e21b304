import { WordMatcher } from './word-matcher.js';

describe(WordMatcher.name, () => {
  it.each([
    ['reservar', 'reservado'],
    ['payment', 'pay'],
    ['pay', 'payment'],
    ['envio', 'envios'],
  ])('finds %j in the form %j', (wanted, form) => {
    expect([...new WordMatcher([wanted]).findIn(['other', form])]).toEqual([wanted]);
  });

  it.each([
    ['4821', '48210'],
    ['no', 'november'],
    ['carta', 'carro'],
  ])('does not take %j for %j', (wanted, other) => {
    expect(new WordMatcher([wanted]).findIn([other]).size).toBe(0);
  });

  it('tells words of one beginning apart', () => {
    expect([...new WordMatcher(['carta', 'carro']).findIn(['carros'])]).toEqual(['carro']);
  });
});
