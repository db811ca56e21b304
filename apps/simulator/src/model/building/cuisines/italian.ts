import { type Cuisine, dish, three } from './dish.js';
import { coffee, lemonade, water, wine } from './drinks.js';

export const italian: Cuisine = {
  pattern: /\b(pizz\w*|italian\w*|trattoria|pasta)\b/,
  headline: three('Dough, tomato, fire', 'Masa, tomate y fuego', 'Massa, tomate e fogo'),
  courses: [
    [
      dish(
        'Bruschetta',
        three(
          'Toasted bread, tomato, basil and olive oil.',
          'Pan tostado, tomate, albahaca y aceite de oliva.',
          'Pão tostado, tomate, manjericão e azeite.',
        ),
        '6',
        'vegan',
      ),
      dish(
        'Burrata',
        three('With ripe tomatoes and pesto.', 'Con tomates maduros y pesto.', 'Com tomates maduros e pesto.'),
        '9.5',
        'vegetarian',
        'glutenFree',
      ),
    ],
    [
      dish(
        'Margherita',
        three('Tomato, mozzarella and basil.', 'Tomate, mozzarella y albahaca.', 'Tomate, mussarela e manjericão.'),
        '9',
        'vegetarian',
      ),
      dish(
        'Diavola',
        three(
          'Spicy salami, tomato and mozzarella.',
          'Salami picante, tomate y mozzarella.',
          'Salame picante, tomate e mussarela.',
        ),
        '11',
        'spicy',
      ),
      dish(
        three('Garden', 'De la huerta', 'Da horta'),
        three(
          'Grilled courgette, aubergine and pepper.',
          'Calabacín, berenjena y pimiento a la plancha.',
          'Abobrinha, berinjela e pimentão grelhados.',
        ),
        '10.5',
        'vegan',
      ),
      dish(
        'Tagliatelle al ragù',
        three(
          'Fresh pasta with slow-cooked meat sauce.',
          'Pasta fresca con salsa de carne a fuego lento.',
          'Massa fresca com molho de carne cozido devagar.',
        ),
        '12',
      ),
    ],
    [
      dish(
        'Tiramisù',
        three('Coffee, mascarpone and cocoa.', 'Café, mascarpone y cacao.', 'Café, mascarpone e cacau.'),
        '5.5',
        'vegetarian',
      ),
      dish('Panna cotta', three('With red berries.', 'Con frutos rojos.', 'Com frutas vermelhas.'), '5', 'glutenFree'),
    ],
    [water, lemonade, wine, coffee],
  ],
};
