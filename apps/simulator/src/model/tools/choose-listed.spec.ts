import { chooseListed } from './choose-listed.js';

describe(chooseListed, () => {
  const values = ['c01', 'c02', 'c03', 'none_of_these'];
  const list =
    'c01: Hours and place, such as "a qué hora abren"\nc02: Buying | not: mañana | such as "quiero comprar café"';

  it.each([
    ['¿a qué HORA abren mañana?', 'c01'],
    ['quiero comprar una taza', 'c02'],
    ['zzz', 'none_of_these'],
  ])('chooses for %j the value %s', (text, value) => expect(chooseListed(values, `${list}\n\n${text}`)).toBe(value));

  it('chooses nothing where nothing is listed', () => expect(chooseListed(values, 'quiero comprar')).toBeUndefined());
});
