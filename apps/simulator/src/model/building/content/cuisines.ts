import type { Language } from '../../replies/detect-language.js';

type InThree = Record<Language, string>;

export interface Dish {
  title: InThree | string;
  text: InThree;
  /** Without a currency: an example, as the page says. */
  price: string;
  tags?: ('vegetarian' | 'vegan' | 'glutenFree' | 'spicy')[];
}

/** Courses in the order in which they are eaten. */
export interface Cuisine {
  pattern: RegExp;
  headline: InThree;
  courses: [Dish[], Dish[], Dish[], Dish[]];
}

const three = (en: string, es: string, pt: string): InThree => ({ en, es, pt });
const dish = (title: InThree | string, text: InThree, price: string, ...tags: NonNullable<Dish['tags']>): Dish => ({
  title,
  text,
  price,
  tags,
});

const water = dish(
  three('Water', 'Agua', 'Água'),
  three('Still or sparkling.', 'Con o sin gas.', 'Com ou sem gás.'),
  '2',
  'vegan',
  'glutenFree',
);
const lemonade = dish(
  three('Homemade lemonade', 'Limonada casera', 'Limonada da casa'),
  three('Lemon, mint and ice.', 'Limón, hierbabuena y hielo.', 'Limão, hortelã e gelo.'),
  '3.5',
  'vegan',
  'glutenFree',
);
const wine = dish(
  three('House wine', 'Vino de la casa', 'Vinho da casa'),
  three('Red or white, by the glass.', 'Tinto o blanco, por copa.', 'Tinto ou branco, em taça.'),
  '4',
  'glutenFree',
);
const coffee = dish(
  three('Coffee', 'Café', 'Café'),
  three('Espresso, with milk or decaf.', 'Solo, con leche o descafeinado.', 'Expresso, com leite ou descafeinado.'),
  '1.8',
  'vegetarian',
  'glutenFree',
);

export const cuisines: Cuisine[] = [
  {
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
        dish(
          'Panna cotta',
          three('With red berries.', 'Con frutos rojos.', 'Com frutas vermelhas.'),
          '5',
          'glutenFree',
        ),
      ],
      [water, lemonade, wine, coffee],
    ],
  },
  {
    pattern: /\b(taco\w*|taquer\w*|mexican\w*|mexicano|burrito\w*|tex-?mex)\b/,
    headline: three(
      'Maize, lime and a little fire',
      'Maíz, lima y un poco de fuego',
      'Milho, limão e um pouco de fogo',
    ),
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
          three(
            'With mayonnaise, cheese and chilli.',
            'Con mayonesa, queso y chile.',
            'Com maionese, queijo e pimenta.',
          ),
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
          three(
            'Black beans, rice and avocado.',
            'Frijoles negros, arroz y aguacate.',
            'Feijão-preto, arroz e abacate.',
          ),
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
  },
  {
    pattern: /\b(sushi|japan\w*|japon\w*|ramen|asian|asiatic\w*|thai|tailand\w*|chin[ae]\w*|wok)\b/,
    headline: three('Rice, broth and quiet', 'Arroz, caldo y calma', 'Arroz, caldo e calma'),
    courses: [
      [
        dish('Edamame', three('With sea salt.', 'Con sal marina.', 'Com sal marinho.'), '4.5', 'vegan', 'glutenFree'),
        dish(
          'Gyoza',
          three(
            'Pan-fried dumplings with vegetables.',
            'Empanadillas a la plancha con verduras.',
            'Pasteizinhos na chapa com legumes.',
          ),
          '6.5',
          'vegetarian',
        ),
      ],
      [
        dish(
          three('Salmon nigiri', 'Nigiri de salmón', 'Nigiri de salmão'),
          three('Six pieces.', 'Seis piezas.', 'Seis peças.'),
          '11',
        ),
        dish(
          three('Avocado maki', 'Maki de aguacate', 'Maki de abacate'),
          three('Eight pieces with sesame.', 'Ocho piezas con sésamo.', 'Oito peças com gergelim.'),
          '7.5',
          'vegan',
        ),
        dish(
          'Ramen',
          three(
            'Broth, noodles, egg and spring onion.',
            'Caldo, fideos, huevo y cebolleta.',
            'Caldo, macarrão, ovo e cebolinha.',
          ),
          '12.5',
        ),
        dish(
          three('Vegetable wok', 'Wok de verduras', 'Wok de legumes'),
          three('With tofu, ginger and chilli.', 'Con tofu, jengibre y guindilla.', 'Com tofu, gengibre e pimenta.'),
          '10',
          'vegan',
          'spicy',
        ),
      ],
      [
        dish('Mochi', three('Three flavours.', 'Tres sabores.', 'Três sabores.'), '5', 'vegetarian', 'glutenFree'),
        dish(
          three('Mango with coconut', 'Mango con coco', 'Manga com coco'),
          three('Fresh and light.', 'Fresco y ligero.', 'Fresca e leve.'),
          '4.5',
          'vegan',
          'glutenFree',
        ),
      ],
      [
        water,
        dish(
          three('Green tea', 'Té verde', 'Chá verde'),
          three('By the pot.', 'En tetera.', 'No bule.'),
          '3',
          'vegan',
          'glutenFree',
        ),
        lemonade,
        wine,
      ],
    ],
  },
  {
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
  },
];
