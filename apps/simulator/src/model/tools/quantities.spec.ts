import { findQuantity } from './quantities.js';

describe(findQuantity.name, () => {
  it.each([
    ['ponme tres cruasanes', 3],
    ['quiero 2 hogazas de 500 g', 2],
    ['i want two cheesecakes for 6', 2],
    ['una tarta para 12', 1],
    ['media docena de madalenas', 6],
    ['quero uma duzia de paes', 12],
    ['a pound of bread and 4 rolls', 4],
    ['una hogaza de medio kilo', 1],
    ['add 10 to my cart', 10],
  ])('counts "%s" as %i', (plain, quantity) => expect(findQuantity(plain)).toBe(quantity));

  it.each(['quiero pan', 'cuesta 3.50', 'pan de 500 g', ''])('finds none in "%s"', (plain) => {
    expect(findQuantity(plain)).toBeUndefined();
  });
});
