import { type Cuisine, dish, three } from './dish.js';
import { lemonade, water, wine } from './drinks.js';

export const asian: Cuisine = {
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
};
