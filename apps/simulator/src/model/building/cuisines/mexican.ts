import { type Cuisine, dish, three } from './dish.js';
import { coffee, lemonade, water } from './drinks.js';

export const mexican: Cuisine = {
  pattern: /\b(taco\w*|taquer\w*|mexican\w*|mexicano|burrito\w*|tex-?mex)\b/,
  headline: three('Maize, lime and a little fire', 'Maíz, lima y un poco de fuego', 'Milho, limão e um pouco de fogo'),
  courses: [
    [
      dish(
        'Guacamole',
        three(
          'Avocado, lime and coriander, with totopos.',
          'Aguacate, lima y cilantro, con totopos.',
          'Abacate, limão e coentro, com totopos.',
        ),
        '6.5',
        'vegan',
        'glutenFree',
      ),
      dish(
        three('Grilled corn', 'Elote asado', 'Milho assado'),
        three('With mayonnaise, cheese and chilli.', 'Con mayonesa, queso y chile.', 'Com maionese, queijo e pimenta.'),
        '4.5',
        'vegetarian',
        'glutenFree',
        'spicy',
      ),
    ],
    [
      dish(
        three('Tacos al pastor', 'Tacos al pastor', 'Tacos al pastor'),
        three(
          'Marinated pork, pineapple and onion.',
          'Cerdo adobado, piña y cebolla.',
          'Porco marinado, abacaxi e cebola.',
        ),
        '9',
        'glutenFree',
        'spicy',
      ),
      dish(
        three('Fish tacos', 'Tacos de pescado', 'Tacos de peixe'),
        three(
          'Crisp fish, cabbage and chipotle.',
          'Pescado crujiente, col y chipotle.',
          'Peixe crocante, repolho e chipotle.',
        ),
        '10',
      ),
      dish(
        three('Bean burrito', 'Burrito de frijoles', 'Burrito de feijão'),
        three('Black beans, rice and avocado.', 'Frijoles negros, arroz y aguacate.', 'Feijão-preto, arroz e abacate.'),
        '8.5',
        'vegan',
      ),
      dish(
        'Enchiladas verdes',
        three('Chicken, green sauce and cream.', 'Pollo, salsa verde y crema.', 'Frango, molho verde e creme.'),
        '11',
        'spicy',
      ),
    ],
    [
      dish(
        'Churros',
        three('With hot chocolate.', 'Con chocolate caliente.', 'Com chocolate quente.'),
        '5',
        'vegetarian',
      ),
      dish('Flan', three('With caramel.', 'Con caramelo.', 'Com caramelo.'), '4.5', 'vegetarian', 'glutenFree'),
    ],
    [
      water,
      lemonade,
      dish(
        three('Hibiscus water', 'Agua de jamaica', 'Água de hibisco'),
        three('Cold and tart.', 'Fría y ácida.', 'Gelada e ácida.'),
        '3',
        'vegan',
        'glutenFree',
      ),
      coffee,
    ],
  ],
};
