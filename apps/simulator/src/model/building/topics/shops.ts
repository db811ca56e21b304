import type { Topic } from './topic.js';

export const shops: Topic[] = [
  {
    name: 'flowers',
    pattern:
      /\b(florist\w*|flowers?|flores|floristerias?|floricultura|plants?|plantas|garden\w*|jardin\w*|jardim|vivero)\b/,
    isTrade: true,
    hues: [
      [350, 145],
      [145, 350],
      [310, 130],
      [20, 150],
    ],
    fonts: 'warm',
    motif: 'flower',
    words: {
      en: {
        noun: 'florist',
        own: 'The flower shop',
        headlines: ['Say it with flowers', 'A little spring for every day', 'Something alive on your table'],
        lead: 'Bouquets, plants and arrangements put together by hand with what the season brings.',
        offer: 'In the shop',
        items: [
          'Bouquets — Of the season, wrapped to give away.',
          'Plants — For sun, for shade and for the forgetful.',
          'Weddings — From the first idea to the last petal.',
          'Farewells — Quiet and with respect.',
          'Pots and care — And the advice that goes with them.',
        ],
        about:
          'Flowers do not last for ever, and that is their charm. We choose them fresh, combine them with care and tell you how to keep them longer.',
      },
      es: {
        noun: 'floristería',
        own: 'La floristería',
        headlines: ['Dilo con flores', 'Un poco de primavera cada día', 'Algo vivo en tu mesa'],
        lead: 'Ramos, plantas y composiciones hechas a mano con lo que trae la temporada.',
        offer: 'En la tienda',
        items: [
          'Ramos — De temporada, envueltos para regalar.',
          'Plantas — De sol, de sombra y para despistados.',
          'Bodas — De la primera idea al último pétalo.',
          'Despedidas — Con calma y respeto.',
          'Macetas y cuidados — Y el consejo que los acompaña.',
        ],
        about:
          'Las flores no duran siempre, y ahí está su encanto. Las elegimos frescas, las combinamos con mimo y te contamos cómo conservarlas más tiempo.',
      },
      pt: {
        noun: 'floricultura',
        own: 'A floricultura',
        headlines: ['Diga com flores', 'Um pouco de primavera todo dia', 'Algo vivo na sua mesa'],
        lead: 'Buquês, plantas e arranjos feitos à mão com o que a estação traz.',
        offer: 'Na loja',
        items: [
          'Buquês — Da estação, embrulhados para presente.',
          'Plantas — De sol, de sombra e para distraídos.',
          'Casamentos — Da primeira ideia à última pétala.',
          'Despedidas — Com calma e respeito.',
          'Vasos e cuidados — E o conselho que os acompanha.',
        ],
        about:
          'As flores não duram para sempre, e aí está o encanto. Escolhemos frescas, combinamos com carinho e contamos como conservá-las por mais tempo.',
      },
    },
  },
  {
    name: 'shop',
    pattern:
      /\b(shop|store|boutique|tiendas?|lojas?|fashion|moda|clothes|ropa|roupas?|jewel\w*|joyeria|joias|shoes|zapat\w+|sapatos|book ?shop|bookstore|libreria|livraria|bikes?|bicicletas?|toys|juguet\w+|brinquedos|artesan\w*|crafts?)\b/,
    isTrade: true,
    hues: [
      [280, 60],
      [20, 230],
      [180, 30],
      [330, 200],
      [240, 70],
    ],
    fonts: 'plain',
    motif: 'bag',
    words: {
      en: {
        noun: 'shop',
        own: 'The shop',
        headlines: ['Things that are worth keeping', 'Chosen one by one', 'Come in and look around'],
        lead: 'A small shop with things that we like ourselves: well made, fairly priced and chosen with care.',
        offer: 'What you find here',
        items: [
          'New in — What has just arrived.',
          'Favourites — What people come back for.',
          'Gifts — Wrapped, with a card if you like.',
          'To order — If you do not see it, ask.',
        ],
        about:
          'We would rather have little and good. Whatever stands on our shelves we have held in our hands, tried and liked.',
      },
      es: {
        noun: 'tienda',
        own: 'La tienda',
        headlines: ['Cosas que merece la pena guardar', 'Elegidas una a una', 'Entra y mira sin prisa'],
        lead: 'Una tienda pequeña con cosas que nos gustan a nosotros: bien hechas, a precio justo y elegidas con cuidado.',
        offer: 'Lo que encuentras aquí',
        items: [
          'Novedades — Lo que acaba de llegar.',
          'Favoritos — Aquello por lo que la gente vuelve.',
          'Regalos — Envueltos y con tarjeta si quieres.',
          'Por encargo — Si no lo ves, pregunta.',
        ],
        about:
          'Preferimos tener poco y bueno. Todo lo que hay en nuestras estanterías lo hemos tenido en las manos, lo hemos probado y nos ha gustado.',
      },
      pt: {
        noun: 'loja',
        own: 'A loja',
        headlines: ['Coisas que vale a pena guardar', 'Escolhidas uma a uma', 'Entre e olhe sem pressa'],
        lead: 'Uma loja pequena com coisas de que nós gostamos: bem-feitas, a preço justo e escolhidas com cuidado.',
        offer: 'O que você encontra aqui',
        items: [
          'Novidades — O que acabou de chegar.',
          'Favoritos — Aquilo que faz as pessoas voltarem.',
          'Presentes — Embrulhados e com cartão, se quiser.',
          'Sob encomenda — Se não vir, pergunte.',
        ],
        about: 'Preferimos ter pouco e bom. Tudo o que está nas nossas prateleiras nós pegamos, testamos e gostamos.',
      },
    },
  },
];
