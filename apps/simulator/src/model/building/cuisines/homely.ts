import { type Cuisine, dish, three } from './dish.js';
import { coffee, lemonade, water, wine } from './drinks.js';

export const homely: Cuisine = {
  pattern: /(?:)/,
  headline: three('Today at our table', 'Hoy en nuestra mesa', 'Hoje na nossa mesa'),
  courses: [
    [
      dish(
        three('Tomato salad', 'Ensalada de tomate', 'Salada de tomate'),
        three(
          'Tomatoes of the season, onion and oregano.',
          'Tomates de temporada, cebolla y orégano.',
          'Tomates da estação, cebola e orégano.',
        ),
        '7',
        'vegan',
        'glutenFree',
      ),
      dish(
        three('Croquettes', 'Croquetas', 'Croquetes'),
        three(
          'Creamy inside, six pieces.',
          'Cremosas por dentro, seis unidades.',
          'Cremosos por dentro, seis unidades.',
        ),
        '8',
      ),
      dish(
        three('Soup of the day', 'Sopa del día', 'Sopa do dia'),
        three('Ask what is in the pot.', 'Pregunta qué hay en la olla.', 'Pergunte o que há na panela.'),
        '6',
        'vegetarian',
      ),
    ],
    [
      dish(
        three('Fish of the day', 'Pescado del día', 'Peixe do dia'),
        three(
          'Grilled, with potatoes and lemon.',
          'A la plancha, con patatas y limón.',
          'Grelhado, com batatas e limão.',
        ),
        '15',
        'glutenFree',
      ),
      dish(
        three('Rice with vegetables', 'Arroz con verduras', 'Arroz com legumes'),
        three('Slowly cooked in one pan.', 'Hecho despacio en una sola sartén.', 'Feito devagar em uma só panela.'),
        '12',
        'vegan',
        'glutenFree',
      ),
      dish(
        three('Slow-roast chicken', 'Pollo asado', 'Frango assado'),
        three('With herbs and roast garlic.', 'Con hierbas y ajo asado.', 'Com ervas e alho assado.'),
        '13',
        'glutenFree',
      ),
      dish(
        three('Stuffed aubergine', 'Berenjena rellena', 'Berinjela recheada'),
        three('With tomato, nuts and cheese.', 'Con tomate, nueces y queso.', 'Com tomate, nozes e queijo.'),
        '11.5',
        'vegetarian',
      ),
    ],
    [
      dish(
        three('Cheesecake', 'Tarta de queso', 'Torta de queijo'),
        three('Baked, creamy in the middle.', 'Al horno, cremosa por dentro.', 'Assada, cremosa por dentro.'),
        '5.5',
        'vegetarian',
      ),
      dish(
        three('Fruit of the season', 'Fruta de temporada', 'Fruta da estação'),
        three('Cut to order.', 'Cortada al momento.', 'Cortada na hora.'),
        '4',
        'vegan',
        'glutenFree',
      ),
    ],
    [water, lemonade, wine, coffee],
  ],
};
