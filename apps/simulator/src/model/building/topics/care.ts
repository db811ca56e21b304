import type { Topic } from './topic.js';

export const care: Topic[] = [
  {
    name: 'hair',
    pattern:
      /\b(barber\w*|hair\w*|salon|salons|beauty|nails?|spa|peluquer\w+|barberias?|estetica|belleza|unas|cabeleireir\w+|barbearia|salao|beleza|manicure|tattoo|tatuaj\w+|tatuagem)\b/,
    isTrade: true,
    hues: [
      [15, 75],
      [340, 60],
      [250, 40],
      [185, 20],
    ],
    fonts: 'elegant',
    motif: 'scissors',
    words: {
      en: {
        noun: 'salon',
        own: 'The salon',
        headlines: ['Leave lighter than you came', 'A good cut changes the day', 'Your time, your style'],
        lead: 'Sit down, tell us what you have in mind and let us take care of the rest.',
        offer: 'What we do',
        items: [
          'Cut and styling — We listen first, then we cut.',
          'Colour — Soft, bold or back to natural.',
          'Beard — Trimmed, shaped and cared for.',
          'Treatments — For hair that needs a rest.',
          'Special days — For weddings and parties, with a trial.',
        ],
        about:
          'We like to work without haste: one person, one chair, all of our attention. You leave with a look that you can keep up at home.',
      },
      es: {
        noun: 'peluquería',
        own: 'La peluquería',
        headlines: ['Sal más ligera de lo que entraste', 'Un buen corte cambia el día', 'Tu momento, tu estilo'],
        lead: 'Siéntate, cuéntanos qué tienes en mente y deja que nos ocupemos del resto.',
        offer: 'Lo que hacemos',
        items: [
          'Corte y peinado — Primero escuchamos, luego cortamos.',
          'Color — Suave, atrevido o de vuelta al natural.',
          'Barba — Recortada, perfilada y cuidada.',
          'Tratamientos — Para el pelo que necesita un descanso.',
          'Días especiales — Bodas y fiestas, con prueba previa.',
        ],
        about:
          'Nos gusta trabajar sin prisa: una persona, un sillón y toda nuestra atención. Te vas con un estilo que puedes mantener en casa.',
      },
      pt: {
        noun: 'salão',
        own: 'O salão',
        headlines: ['Saia mais leve do que entrou', 'Um bom corte muda o dia', 'Seu momento, seu estilo'],
        lead: 'Sente-se, conte o que tem em mente e deixe o resto com a gente.',
        offer: 'O que fazemos',
        items: [
          'Corte e penteado — Primeiro ouvimos, depois cortamos.',
          'Cor — Suave, ousada ou de volta ao natural.',
          'Barba — Aparada, desenhada e cuidada.',
          'Tratamentos — Para o cabelo que precisa de descanso.',
          'Dias especiais — Casamentos e festas, com teste antes.',
        ],
        about:
          'Gostamos de trabalhar sem pressa: uma pessoa, uma cadeira e toda a nossa atenção. Você sai com um visual fácil de manter em casa.',
      },
    },
  },
  {
    name: 'gym',
    pattern:
      /\b(gym|fitness|yoga|pilates|training|trainer|crossfit|gimnasio|entrenador\w*|entrenamiento|academia|treino|personal|running|dance|baile|danca|sports?|deportes?|esportes?)\b/,
    isTrade: true,
    hues: [
      [30, 250],
      [145, 30],
      [265, 130],
      [200, 50],
    ],
    fonts: 'bold',
    motif: 'weights',
    words: {
      en: {
        noun: 'gym',
        own: 'The gym',
        headlines: ['Stronger, one day at a time', 'Move. Breathe. Repeat.', 'Your body will thank you'],
        lead: 'Training for every level, with people who correct you kindly and celebrate every step.',
        offer: 'Ways to train',
        items: [
          'Strength — Technique first, weight later.',
          'Group classes — Energy in company.',
          'Yoga and mobility — For a body that follows you.',
          'Personal training — A plan made for you.',
          'First visit — Come, look and ask whatever you like.',
        ],
        about:
          'Nobody begins in shape. We begin where you are, measure what matters and go on from there, without shouting and without miracles.',
      },
      es: {
        noun: 'gimnasio',
        own: 'El gimnasio',
        headlines: ['Más fuerte, día a día', 'Muévete. Respira. Repite.', 'Tu cuerpo te lo agradecerá'],
        lead: 'Entrenamiento para todos los niveles, con gente que corrige con cariño y celebra cada paso.',
        offer: 'Formas de entrenar',
        items: [
          'Fuerza — Primero la técnica, luego el peso.',
          'Clases en grupo — Energía en compañía.',
          'Yoga y movilidad — Para un cuerpo que te acompañe.',
          'Entrenamiento personal — Un plan a tu medida.',
          'Primera visita — Ven, mira y pregunta lo que quieras.',
        ],
        about:
          'Nadie empieza en forma. Empezamos donde estás, medimos lo que importa y seguimos desde ahí, sin gritos y sin milagros.',
      },
      pt: {
        noun: 'academia',
        own: 'A academia',
        headlines: ['Mais forte, um dia de cada vez', 'Mova-se. Respire. Repita.', 'Seu corpo vai agradecer'],
        lead: 'Treino para todos os níveis, com gente que corrige com carinho e comemora cada passo.',
        offer: 'Formas de treinar',
        items: [
          'Força — Primeiro a técnica, depois o peso.',
          'Aulas em grupo — Energia em companhia.',
          'Yoga e mobilidade — Para um corpo que acompanha você.',
          'Treino pessoal — Um plano feito para você.',
          'Primeira visita — Venha, olhe e pergunte o que quiser.',
        ],
        about:
          'Ninguém começa em forma. Começamos onde você está, medimos o que importa e seguimos daí, sem gritos e sem milagres.',
      },
    },
  },
  {
    name: 'health',
    pattern:
      /\b(clinic\w*|dentist\w*|doctor\w*|dental|therap\w+|psycholog\w+|physio\w*|clinicas?|medic\w+|terapeut\w+|terapia|psicolog\w+|fisioterap\w+|consultorio|saude|salud|nutri\w+|optic\w*|farmacia|pharmacy)\b/,
    isTrade: true,
    hues: [
      [195, 150],
      [165, 240],
      [235, 180],
      [210, 20],
    ],
    fonts: 'plain',
    motif: 'heart',
    words: {
      en: {
        noun: 'practice',
        own: 'The practice',
        headlines: ['In good hands', 'Care that listens', 'Feel better, step by step'],
        lead: 'We take the time to listen, explain in plain words and decide together with you.',
        offer: 'How we can help',
        items: [
          'First visit — We get to know you and your questions.',
          'Check-ups — To find things early, without alarm.',
          'Treatment — Explained step by step before it begins.',
          'Follow-up — We stay by your side afterwards.',
        ],
        about:
          'Good care begins with listening. You always know what we suggest, why, and which alternatives there are. In an emergency call the emergency number of your country.',
      },
      es: {
        noun: 'consulta',
        own: 'La consulta',
        headlines: ['En buenas manos', 'Cuidar es escuchar', 'Sentirse mejor, paso a paso'],
        lead: 'Nos tomamos tiempo para escuchar, explicar con palabras claras y decidir contigo.',
        offer: 'Cómo podemos ayudarte',
        items: [
          'Primera visita — Te conocemos a ti y tus preguntas.',
          'Revisiones — Para ver las cosas a tiempo, sin alarmas.',
          'Tratamiento — Explicado paso a paso antes de empezar.',
          'Seguimiento — Seguimos a tu lado después.',
        ],
        about:
          'Cuidar bien empieza por escuchar. Siempre sabrás qué proponemos, por qué y qué alternativas hay. En una urgencia, llama al número de emergencias de tu país.',
      },
      pt: {
        noun: 'consultório',
        own: 'O consultório',
        headlines: ['Em boas mãos', 'Cuidar é ouvir', 'Sentir-se melhor, passo a passo'],
        lead: 'Temos tempo para ouvir, explicar com palavras claras e decidir junto com você.',
        offer: 'Como podemos ajudar',
        items: [
          'Primeira visita — Conhecemos você e suas perguntas.',
          'Check-ups — Para ver tudo a tempo, sem alarme.',
          'Tratamento — Explicado passo a passo antes de começar.',
          'Acompanhamento — Seguimos ao seu lado depois.',
        ],
        about:
          'Cuidar bem começa por ouvir. Você sempre saberá o que propomos, por quê e quais são as alternativas. Em uma emergência, ligue para o número de emergência do seu país.',
      },
    },
  },
  {
    name: 'pets',
    pattern:
      /\b(pets?|vet|veterinar\w*|dogs?|cats?|puppies|grooming|mascotas?|perr[oa]s?|gat[oa]s?|canin\w+|pet ?shop|cachorr\w+|caes|bichos?)\b/,
    isTrade: true,
    hues: [
      [150, 60],
      [45, 200],
      [230, 60],
      [320, 150],
    ],
    fonts: 'playful',
    motif: 'paw',
    words: {
      en: {
        noun: 'for animals',
        own: 'Paws',
        headlines: ['Happy paws, happy people', 'They are family', 'Everything for four paws'],
        lead: 'Care, company and good advice for those who wait for you at the door.',
        offer: 'For them',
        items: [
          'Grooming — Clean, brushed and calm.',
          'Check-ups — So that small things stay small.',
          'Food — Advice for each age and size.',
          'Walks and company — When you cannot be there.',
        ],
        about: 'We treat each animal as if it were ours: with patience, without stress and with a treat in the pocket.',
      },
      es: {
        noun: 'para animales',
        own: 'Patitas',
        headlines: ['Patitas contentas, gente contenta', 'Son de la familia', 'Todo para cuatro patas'],
        lead: 'Cuidado, compañía y buenos consejos para quien te espera en la puerta.',
        offer: 'Para ellos',
        items: [
          'Peluquería — Limpios, cepillados y tranquilos.',
          'Revisiones — Para que lo pequeño siga siendo pequeño.',
          'Alimentación — Consejos para cada edad y tamaño.',
          'Paseos y compañía — Cuando tú no puedes.',
        ],
        about:
          'Tratamos a cada animal como si fuera nuestro: con paciencia, sin estrés y con una chuche en el bolsillo.',
      },
      pt: {
        noun: 'para animais',
        own: 'Patinhas',
        headlines: ['Patinhas felizes, gente feliz', 'Eles são da família', 'Tudo para quatro patas'],
        lead: 'Cuidado, companhia e bons conselhos para quem espera você na porta.',
        offer: 'Para eles',
        items: [
          'Banho e tosa — Limpos, escovados e tranquilos.',
          'Check-ups — Para que o pequeno continue pequeno.',
          'Alimentação — Conselhos para cada idade e porte.',
          'Passeios e companhia — Quando você não pode.',
        ],
        about: 'Tratamos cada animal como se fosse nosso: com paciência, sem estresse e com um petisco no bolso.',
      },
    },
  },
];
