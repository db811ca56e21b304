import type { Topic } from './topic.js';

export const food: Topic[] = [
  {
    name: 'bakery',
    pattern:
      /\b(baker(?:y|ies)|bread|panaderias?|pasteleria|reposteria|padarias?|confeitaria|pastry|cakes?|tartas|bolos)\b/,
    isTrade: true,
    hues: [
      [55, 25],
      [38, 80],
      [70, 20],
      [28, 75],
    ],
    fonts: 'warm',
    motif: 'bread',
    words: {
      en: {
        noun: 'bakery',
        own: 'The bakery',
        headlines: ['Good bread takes its time', 'Bread worth getting up for', 'The smell of fresh bread, every day'],
        lead: 'Crusty loaves, soft pastries and something sweet for the afternoon. Come in, follow the smell and take your favourite home.',
        offer: 'From our oven',
        items: [
          'Sourdough bread — A crackling crust, an open crumb and a long, slow rise.',
          'Butter croissants — Thin layers that flake at the first bite.',
          'Country loaf — Wheat and rye, made to last until the weekend.',
          'Seeded rolls — Small, toasty and ready for breakfast.',
          'Cakes — For birthdays, Sundays and days that need cheering up.',
          'Cookies — Crisp at the edges, soft in the middle.',
        ],
        about:
          'Flour, water, salt and patience: we like to keep bread honest. What we make is simple, made by hand and meant to be shared at the table.',
      },
      es: {
        noun: 'panadería',
        own: 'La panadería',
        headlines: ['El buen pan no tiene prisa', 'Pan por el que vale la pena madrugar', 'Huele a pan recién hecho'],
        lead: 'Hogazas crujientes, bollería tierna y algo dulce para la tarde. Entra, déjate llevar por el olor y llévate tu favorito.',
        offer: 'De nuestro horno',
        items: [
          'Pan de masa madre — Corteza crujiente, miga abierta y una fermentación sin prisas.',
          'Cruasanes de mantequilla — Capas finas que se deshacen al primer bocado.',
          'Hogaza de pueblo — Trigo y centeno, para que aguante hasta el domingo.',
          'Panecillos con semillas — Pequeños, tostados y listos para el desayuno.',
          'Tartas — Para cumpleaños, domingos y días que piden una alegría.',
          'Galletas — Crujientes por fuera, tiernas por dentro.',
        ],
        about:
          'Harina, agua, sal y paciencia: nos gusta el pan honesto. Lo que hacemos es sencillo, hecho a mano y pensado para compartir en la mesa.',
      },
      pt: {
        noun: 'padaria',
        own: 'A padaria',
        headlines: [
          'Pão bom não tem pressa',
          'Pão que faz valer a pena acordar cedo',
          'Cheirinho de pão fresco, todo dia',
        ],
        lead: 'Pães de casca crocante, folhados macios e um doce para a tarde. Entre, siga o cheiro e leve o seu favorito para casa.',
        offer: 'Do nosso forno',
        items: [
          'Pão de fermentação natural — Casca crocante, miolo aberto e fermentação sem pressa.',
          'Croissants de manteiga — Camadas finas que se desfazem na primeira mordida.',
          'Pão rústico — Trigo e centeio, para durar até o fim de semana.',
          'Pãezinhos com sementes — Pequenos, tostados e prontos para o café da manhã.',
          'Bolos — Para aniversários, domingos e dias que pedem um carinho.',
          'Biscoitos — Crocantes por fora, macios por dentro.',
        ],
        about:
          'Farinha, água, sal e paciência: gostamos de pão honesto. O que fazemos é simples, feito à mão e pensado para dividir à mesa.',
      },
    },
  },
  {
    name: 'cafe',
    pattern: /\b(cafe|coffee|cafeteria|tea ?house|teteria|casa de cha|brunch|ice cream|heladeria|sorveteria)\b/,
    isTrade: true,
    hues: [
      [45, 150],
      [160, 50],
      [30, 200],
      [350, 60],
    ],
    fonts: 'warm',
    motif: 'cup',
    words: {
      en: {
        noun: 'café',
        own: 'The café',
        headlines: ['Sit down, the coffee is on', 'Your quiet corner in the city', 'Slow mornings, good coffee'],
        lead: 'Coffee made with care, something warm to eat and a table where nobody hurries you.',
        offer: 'What we serve',
        items: [
          'Espresso — Short, round and made to order.',
          'Flat white — Velvety milk on a double shot.',
          'Tea — Green, black and herbal, by the pot.',
          'Toast and bowls — For breakfasts that last until noon.',
          'Homemade cake — Ask what there is today.',
        ],
        about:
          'A café is more than coffee: it is a place to read, to meet and to do nothing for a while. You are welcome for all three.',
      },
      es: {
        noun: 'cafetería',
        own: 'La cafetería',
        headlines: ['Siéntate, el café está listo', 'Tu rincón tranquilo en la ciudad', 'Mañanas lentas, buen café'],
        lead: 'Café hecho con mimo, algo caliente para comer y una mesa en la que nadie te mete prisa.',
        offer: 'Lo que servimos',
        items: [
          'Espresso — Corto, redondo y hecho al momento.',
          'Café con leche — Leche cremosa sobre un doble de café.',
          'Té — Verde, negro e infusiones, en tetera.',
          'Tostadas y boles — Para desayunos que duran hasta el mediodía.',
          'Tarta casera — Pregunta cuál hay hoy.',
        ],
        about:
          'Una cafetería es más que café: es un sitio para leer, para quedar y para no hacer nada un rato. Aquí caben las tres cosas.',
      },
      pt: {
        noun: 'cafeteria',
        own: 'A cafeteria',
        headlines: ['Sente-se, o café está pronto', 'Seu canto tranquilo na cidade', 'Manhãs lentas, bom café'],
        lead: 'Café feito com carinho, algo quentinho para comer e uma mesa em que ninguém apressa você.',
        offer: 'O que servimos',
        items: [
          'Espresso — Curto, encorpado e tirado na hora.',
          'Café com leite — Leite cremoso sobre um café duplo.',
          'Chá — Verde, preto e infusões, no bule.',
          'Torradas e tigelas — Para cafés da manhã que vão até o meio-dia.',
          'Bolo caseiro — Pergunte qual é o de hoje.',
        ],
        about:
          'Uma cafeteria é mais do que café: é um lugar para ler, encontrar amigos e não fazer nada por um tempo. Aqui cabem os três.',
      },
    },
  },
  {
    name: 'restaurant',
    pattern:
      /\b(restaurants?|restaurantes?|trattoria|taquer\w+|pizzer\w+|pizzas?|sushi|burgers?|hamburgueser\w+|hamburgueria|bistro|tapas|taberna|bar|churrascaria|comida|food|catering)\b/,
    isTrade: true,
    hues: [
      [25, 140],
      [140, 50],
      [15, 85],
      [265, 60],
    ],
    fonts: 'elegant',
    motif: 'plate',
    words: {
      en: {
        noun: 'restaurant',
        own: 'The restaurant',
        headlines: [
          'A table is waiting for you',
          'Cooking that brings people together',
          'Season, fire and good company',
        ],
        lead: 'A short menu, ingredients of the season and the time to enjoy them.',
        offer: 'From the kitchen',
        items: [
          'To share — Small plates for the middle of the table.',
          'Of the season — What the market has best today.',
          'From the grill — Fire, salt and little else.',
          'Without meat — Dishes in which vegetables play the lead.',
          'Sweet endings — Made in the house.',
        ],
        about:
          'We cook what we like to eat ourselves: clear flavours, generous plates and no fuss. The rest is good company.',
      },
      es: {
        noun: 'restaurante',
        own: 'El restaurante',
        headlines: ['Hay una mesa esperándote', 'Una cocina para juntarse', 'Temporada, fuego y buena compañía'],
        lead: 'Una carta corta, producto de temporada y tiempo para disfrutarlo.',
        offer: 'De la cocina',
        items: [
          'Para compartir — Platos pequeños para el centro de la mesa.',
          'De temporada — Lo mejor que hay hoy en el mercado.',
          'A la brasa — Fuego, sal y poco más.',
          'Sin carne — Platos en los que manda la verdura.',
          'Finales dulces — Hechos en casa.',
        ],
        about:
          'Cocinamos lo que nos gusta comer: sabores claros, platos generosos y sin complicaciones. Lo demás lo pone la compañía.',
      },
      pt: {
        noun: 'restaurante',
        own: 'O restaurante',
        headlines: ['Há uma mesa à sua espera', 'Uma cozinha que reúne gente', 'Estação, fogo e boa companhia'],
        lead: 'Um cardápio curto, ingredientes da estação e tempo para aproveitar.',
        offer: 'Da cozinha',
        items: [
          'Para dividir — Pratos pequenos para o centro da mesa.',
          'Da estação — O melhor que há hoje no mercado.',
          'Na brasa — Fogo, sal e pouco mais.',
          'Sem carne — Pratos em que os legumes são protagonistas.',
          'Finais doces — Feitos na casa.',
        ],
        about:
          'Cozinhamos o que gostamos de comer: sabores claros, pratos generosos e sem complicação. O resto é boa companhia.',
      },
    },
  },
];
