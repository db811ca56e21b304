import type { Topic } from './topic.js';

export const occasions: Topic[] = [
  {
    name: 'stay',
    pattern:
      /\b(hotels?|hostel|b&b|guest ?house|apartments?|cabins?|rural|casa rural|apartamentos?|cabanas?|hostal|pousada|travel|viajes?|viagens?|tours?|turismo|beach|playa|praia|camping)\b/,
    isTrade: true,
    hues: [
      [215, 60],
      [160, 40],
      [40, 210],
      [130, 60],
    ],
    fonts: 'warm',
    motif: 'house',
    words: {
      en: {
        noun: 'a place to stay',
        own: 'Our house',
        headlines: ['Arrive. Breathe out. Stay.', 'A house with the door open', 'The best part of the journey'],
        lead: 'A quiet place to rest, wake up without an alarm and discover what is around.',
        offer: 'What awaits you',
        items: [
          'Rooms — Bright, quiet and with a good bed.',
          'Breakfast — Slow, and as long as you like.',
          'Surroundings — Paths, views and tips from people who live here.',
          'Families and friends — Room for all.',
        ],
        about:
          'We receive people as we like to be received: with time, with a map and with a good word. The rest is up to the landscape.',
      },
      es: {
        noun: 'un lugar donde quedarse',
        own: 'Nuestra casa',
        headlines: ['Llega. Respira. Quédate.', 'Una casa con la puerta abierta', 'La mejor parte del viaje'],
        lead: 'Un lugar tranquilo para descansar, despertar sin alarma y descubrir lo que hay alrededor.',
        offer: 'Lo que te espera',
        items: [
          'Habitaciones — Luminosas, tranquilas y con buena cama.',
          'Desayuno — Lento, y tan largo como quieras.',
          'Alrededores — Caminos, vistas y consejos de quien vive aquí.',
          'Familias y amigos — Hay sitio para todos.',
        ],
        about:
          'Recibimos como nos gusta que nos reciban: con tiempo, con un mapa y con una buena palabra. Lo demás lo pone el paisaje.',
      },
      pt: {
        noun: 'um lugar para ficar',
        own: 'Nossa casa',
        headlines: ['Chegue. Respire. Fique.', 'Uma casa de porta aberta', 'A melhor parte da viagem'],
        lead: 'Um lugar tranquilo para descansar, acordar sem despertador e descobrir o que há em volta.',
        offer: 'O que espera por você',
        items: [
          'Quartos — Claros, tranquilos e com boa cama.',
          'Café da manhã — Sem pressa, o tempo que quiser.',
          'Arredores — Trilhas, vistas e dicas de quem mora aqui.',
          'Família e amigos — Há lugar para todos.',
        ],
        about:
          'Recebemos como gostamos de ser recebidos: com tempo, com um mapa e com uma boa palavra. O resto é com a paisagem.',
      },
    },
  },
  {
    name: 'event',
    pattern:
      /\b(weddings?|birthdays?|part(?:y|ies)|events?|conference|festival|meetup|bodas?|cumpleanos|fiestas?|eventos?|congreso|casamentos?|aniversarios?|festas?|conferencia|invitation|invitacion|convite|baby shower|concert|concierto|show)\b/,
    isTrade: false,
    hues: [
      [340, 70],
      [290, 40],
      [20, 300],
      [175, 340],
    ],
    fonts: 'elegant',
    motif: 'party',
    words: {
      en: {
        noun: 'you are invited',
        own: 'Our celebration',
        headlines: ['Save the day', 'Come and celebrate with us', 'It will be better with you'],
        lead: 'Music, good company and a reason to be together. Here is all that you need to know.',
        offer: 'What is on',
        items: [
          'Welcome — We begin together.',
          'The main moment — What we have come for.',
          'At the table — Tell us what you cannot eat.',
          'Music — Until the shoes hurt.',
        ],
        about:
          'Date, time and place will stand here as soon as they are fixed: send them in the chat. We are looking forward to it already.',
      },
      es: {
        noun: 'te invitamos',
        own: 'Nuestra celebración',
        headlines: ['Reserva el día', 'Ven a celebrarlo', 'Contigo será mejor'],
        lead: 'Música, buena compañía y un motivo para juntarse. Aquí tienes todo lo que hay que saber.',
        offer: 'El programa',
        items: [
          'Bienvenida — Empezamos juntos.',
          'El gran momento — A lo que hemos venido.',
          'En la mesa — Cuéntanos lo que no puedes comer.',
          'Música — Hasta que duelan los zapatos.',
        ],
        about: 'La fecha, la hora y el lugar estarán aquí en cuanto se sepan: mándalos por el chat. Ya tenemos ganas.',
      },
      pt: {
        noun: 'você está convidado',
        own: 'Nossa celebração',
        headlines: ['Reserve o dia', 'Venha celebrar com a gente', 'Com você vai ser melhor'],
        lead: 'Música, boa companhia e um motivo para se reunir. Aqui está tudo o que é preciso saber.',
        offer: 'A programação',
        items: [
          'Boas-vindas — Começamos juntos.',
          'O grande momento — Aquilo que nos reúne.',
          'À mesa — Conte o que não pode comer.',
          'Música — Até os sapatos doerem.',
        ],
        about: 'Data, hora e lugar estarão aqui assim que forem definidos: envie pelo chat. Já estamos ansiosos.',
      },
    },
  },
  {
    name: 'nature',
    pattern:
      /\b(ngo|ong|charity|volunteer\w*|voluntari\w+|environment\w*|medio ambiente|meio ambiente|nature|naturaleza|natureza|forests?|bosques?|florestas?|bees?|abejas?|abelhas?|animals?|birds?|aves|pajaros|passaros|recycl\w*|recicl\w*|climate|clima|farm\w*|granja|huerto|horta|fazenda|sitio rural|eco\w*)\b/,
    isTrade: false,
    hues: [
      [145, 80],
      [125, 220],
      [165, 60],
      [95, 150],
    ],
    fonts: 'warm',
    motif: 'leaf',
    words: {
      en: {
        noun: 'nature',
        own: 'Close to nature',
        headlines: ['Small hands, big forest', 'Look closer', 'What grows needs care'],
        lead: 'Nature begins in front of the door. Here is what there is to see, to know and to do.',
        offer: 'In short',
        items: [
          'Look — What one can see, and where.',
          'Know — The most important in plain words.',
          'Do — What each of us can do today.',
          'Together — Who else takes part.',
        ],
        about:
          'Whoever looks closely begins to care. This page is a beginning: send what you know in the chat, and it will grow.',
      },
      es: {
        noun: 'naturaleza',
        own: 'Cerca de la naturaleza',
        headlines: ['Manos pequeñas, bosque grande', 'Mira más de cerca', 'Lo que crece pide cuidado'],
        lead: 'La naturaleza empieza delante de la puerta. Aquí está lo que hay que ver, saber y hacer.',
        offer: 'En pocas palabras',
        items: [
          'Mirar — Qué se puede ver, y dónde.',
          'Saber — Lo más importante en palabras claras.',
          'Hacer — Lo que cada cual puede hacer hoy.',
          'Juntos — Quién más participa.',
        ],
        about:
          'Quien mira de cerca empieza a cuidar. Esta página es un comienzo: manda lo que sabes por el chat y crecerá.',
      },
      pt: {
        noun: 'natureza',
        own: 'Perto da natureza',
        headlines: ['Mãos pequenas, floresta grande', 'Olhe mais de perto', 'O que cresce pede cuidado'],
        lead: 'A natureza começa em frente à porta. Aqui está o que há para ver, saber e fazer.',
        offer: 'Em poucas palavras',
        items: [
          'Olhar — O que se pode ver, e onde.',
          'Saber — O mais importante em palavras claras.',
          'Fazer — O que cada um pode fazer hoje.',
          'Juntos — Quem mais participa.',
        ],
        about:
          'Quem olha de perto começa a cuidar. Esta página é um começo: envie o que você sabe pelo chat e ela vai crescer.',
      },
    },
  },
];
