import { dish, three } from './dish.js';

export const water = dish(
  three('Water', 'Agua', 'Água'),
  three('Still or sparkling.', 'Con o sin gas.', 'Com ou sem gás.'),
  '2',
  'vegan',
  'glutenFree',
);
export const lemonade = dish(
  three('Homemade lemonade', 'Limonada casera', 'Limonada da casa'),
  three('Lemon, mint and ice.', 'Limón, hierbabuena y hielo.', 'Limão, hortelã e gelo.'),
  '3.5',
  'vegan',
  'glutenFree',
);
export const wine = dish(
  three('House wine', 'Vino de la casa', 'Vinho da casa'),
  three('Red or white, by the glass.', 'Tinto o blanco, por copa.', 'Tinto ou branco, em taça.'),
  '4',
  'glutenFree',
);
export const coffee = dish(
  three('Coffee', 'Café', 'Café'),
  three('Espresso, with milk or decaf.', 'Solo, con leche o descafeinado.', 'Expresso, com leite ou descafeinado.'),
  '1.8',
  'vegetarian',
  'glutenFree',
);
