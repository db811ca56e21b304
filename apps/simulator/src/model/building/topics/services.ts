import type { Topic } from './topic.js';

export const services: Topic[] = [
  {
    name: 'tech',
    pattern:
      /\b(startup|saas|software|tech\w*|apps?|platform|plataforma|agency|agencia|digital|marketing|consult\w+|empresa|company|ai|ia)\b/,
    isTrade: true,
    hues: [
      [262, 195],
      [285, 200],
      [175, 265],
      [240, 320],
    ],
    fonts: 'bold',
    motif: 'screen',
    words: {
      en: {
        noun: 'company',
        own: 'Our company',
        headlines: ['Less effort, more result', 'Complicated inside, easy outside', 'Work that works for you'],
        lead: 'We take care of the difficult part, so that you can get on with yours.',
        offer: 'What you get',
        items: [
          'Understand — We begin with your problem, not with our product.',
          'Build — Small steps that you can see and try.',
          'Measure — Figures instead of feelings.',
          'Stay — We are there when something changes.',
        ],
        about:
          'We like clear words and work that can be seen. You always know where we are, what comes next and what it costs.',
      },
      es: {
        noun: 'empresa',
        own: 'Nuestra empresa',
        headlines: [
          'Menos esfuerzo, más resultado',
          'Complejo por dentro, fácil por fuera',
          'Tecnología que trabaja para ti',
        ],
        lead: 'Nos ocupamos de la parte difícil para que tú puedas dedicarte a la tuya.',
        offer: 'Lo que recibes',
        items: [
          'Entender — Empezamos por tu problema, no por nuestro producto.',
          'Construir — Pasos pequeños que puedes ver y probar.',
          'Medir — Cifras en lugar de sensaciones.',
          'Acompañar — Seguimos ahí cuando algo cambia.',
        ],
        about:
          'Nos gustan las palabras claras y el trabajo que se ve. Siempre sabes dónde estamos, qué viene después y cuánto cuesta.',
      },
      pt: {
        noun: 'empresa',
        own: 'Nossa empresa',
        headlines: [
          'Menos esforço, mais resultado',
          'Complexo por dentro, fácil por fora',
          'Tecnologia que trabalha para você',
        ],
        lead: 'Cuidamos da parte difícil para que você possa se dedicar à sua.',
        offer: 'O que você recebe',
        items: [
          'Entender — Começamos pelo seu problema, não pelo nosso produto.',
          'Construir — Pequenos passos que você pode ver e testar.',
          'Medir — Números em vez de impressões.',
          'Acompanhar — Continuamos ali quando algo muda.',
        ],
        about:
          'Gostamos de palavras claras e de trabalho que se vê. Você sempre sabe onde estamos, o que vem depois e quanto custa.',
      },
    },
  },
  {
    name: 'school',
    pattern:
      /\b(school|classes|courses?|lessons?|tutor\w*|teacher|escuela|academia de|clases|cursos?|profesor\w*|escola|aulas|professor\w*|idiomas|kindergarten|guarderia|creche|universit\w+|workshop|taller(?:es)?)\b/,
    isTrade: true,
    hues: [
      [230, 70],
      [140, 40],
      [20, 200],
      [290, 80],
    ],
    fonts: 'playful',
    motif: 'book',
    words: {
      en: {
        noun: 'school',
        own: 'The school',
        headlines: ['Curiosity is enough to begin', 'Learn by doing', 'One step further, every week'],
        lead: 'Small groups, clear explanations and time for every question.',
        offer: 'What you can learn',
        items: [
          'To begin — No knowledge needed.',
          'To go on — From where you are now.',
          'One to one — At your own pace.',
          'In a group — Because together one learns more.',
        ],
        about:
          'We believe that one learns by trying, being wrong and laughing about it. Whoever teaches here knows the subject and likes people.',
      },
      es: {
        noun: 'escuela',
        own: 'La escuela',
        headlines: ['Para empezar basta la curiosidad', 'Aprender haciendo', 'Un paso más cada semana'],
        lead: 'Grupos pequeños, explicaciones claras y tiempo para cada pregunta.',
        offer: 'Lo que puedes aprender',
        items: [
          'Para empezar — No hace falta saber nada.',
          'Para seguir — Desde donde estás ahora.',
          'Individual — A tu ritmo.',
          'En grupo — Porque en compañía se aprende más.',
        ],
        about:
          'Creemos que se aprende probando, equivocándose y riéndose de ello. Quien enseña aquí conoce la materia y le gusta la gente.',
      },
      pt: {
        noun: 'escola',
        own: 'A escola',
        headlines: ['Para começar basta a curiosidade', 'Aprender fazendo', 'Um passo a mais toda semana'],
        lead: 'Grupos pequenos, explicações claras e tempo para cada pergunta.',
        offer: 'O que você pode aprender',
        items: [
          'Para começar — Não é preciso saber nada.',
          'Para continuar — De onde você está agora.',
          'Individual — No seu ritmo.',
          'Em grupo — Porque juntos se aprende mais.',
        ],
        about:
          'Acreditamos que se aprende tentando, errando e rindo disso. Quem ensina aqui conhece o assunto e gosta de gente.',
      },
    },
  },
  {
    name: 'trades',
    pattern:
      /\b(plumb\w+|electric\w+|paint(?:er|ing)|carpent\w+|clean(?:ing|ers?)|mechanic\w*|garage|repairs?|builders?|renovat\w+|fontaner\w+|plomer\w+|pintor\w*|carpinter\w+|limpieza|mecanic\w*|talleres mecanicos|reformas?|albanil\w*|encanador\w*|eletricista|marcen\w+|limpeza|oficina|obras|mudanzas?|movers?)\b/,
    isTrade: true,
    hues: [
      [240, 55],
      [60, 240],
      [150, 60],
      [25, 235],
    ],
    fonts: 'bold',
    motif: 'tools',
    words: {
      en: {
        noun: 'at your service',
        own: 'Workshop',
        headlines: ['Done well, the first time', 'Call us, and it is one worry less', 'Good work, clear prices'],
        lead: 'We come, we look, we tell you what it needs, and then we do it properly.',
        offer: 'What we do',
        items: [
          'Repairs — What leaks, squeaks or stays dark.',
          'Installation — New things in the right place.',
          'Renovation — From one wall to the whole house.',
          'Maintenance — So that nothing breaks in the first place.',
        ],
        about:
          'We are on time, we leave everything clean and we say beforehand what it will cost. That is all, and it is a lot.',
      },
      es: {
        noun: 'a tu servicio',
        own: 'Taller',
        headlines: ['Bien hecho, a la primera', 'Una llamada y una preocupación menos', 'Buen trabajo, precios claros'],
        lead: 'Vamos, miramos, te decimos qué necesita y lo hacemos como es debido.',
        offer: 'Lo que hacemos',
        items: [
          'Reparaciones — Lo que gotea, chirría o no se enciende.',
          'Instalaciones — Lo nuevo, en su sitio.',
          'Reformas — De una pared a toda la casa.',
          'Mantenimiento — Para que no llegue a estropearse.',
        ],
        about:
          'Llegamos a la hora, lo dejamos todo limpio y decimos antes cuánto va a costar. Eso es todo, y es mucho.',
      },
      pt: {
        noun: 'ao seu dispor',
        own: 'Oficina',
        headlines: ['Bem-feito, de primeira', 'Uma ligação e uma preocupação a menos', 'Bom trabalho, preços claros'],
        lead: 'Vamos até aí, olhamos, dizemos o que precisa e fazemos direito.',
        offer: 'O que fazemos',
        items: [
          'Consertos — O que pinga, range ou não acende.',
          'Instalações — O novo, no lugar certo.',
          'Reformas — De uma parede à casa inteira.',
          'Manutenção — Para que nem chegue a quebrar.',
        ],
        about: 'Chegamos na hora, deixamos tudo limpo e dizemos antes quanto vai custar. É só isso, e é muito.',
      },
    },
  },
  {
    name: 'law',
    pattern:
      /\b(law(?:yers?)?|attorney|legal|abogad\w+|bufete|advoga\w+|juridic\w+|accountant|contador\w*|contable|gestoria|asesoria|notar\w*|insurance|seguros?|finance|finan\w+|real estate|inmobiliaria|imobiliaria)\b/,
    isTrade: true,
    hues: [
      [250, 70],
      [20, 80],
      [165, 75],
      [280, 75],
    ],
    fonts: 'elegant',
    motif: 'scales',
    words: {
      en: {
        noun: 'advisers',
        own: 'Our office',
        headlines: ['Clear advice, good decisions', 'On your side', 'Peace of mind in writing'],
        lead: 'We explain what your options are, without small print, and stay with you until it is settled.',
        offer: 'How we help',
        items: [
          'First talk — We listen and tell you honestly whether we can help.',
          'Advice — Options, risks and costs in plain words.',
          'Paperwork — Complete and on time.',
          'Representation — Your interests, firmly and politely.',
        ],
        about: 'Trust grows from clarity. We say what we know, what we do not know, and what it costs before we begin.',
      },
      es: {
        noun: 'asesoramiento',
        own: 'El despacho',
        headlines: ['Consejos claros, buenas decisiones', 'De tu lado', 'Tranquilidad por escrito'],
        lead: 'Te explicamos qué opciones tienes, sin letra pequeña, y te acompañamos hasta el final.',
        offer: 'Cómo ayudamos',
        items: [
          'Primera charla — Escuchamos y decimos con franqueza si podemos ayudar.',
          'Consejo — Opciones, riesgos y costes en palabras claras.',
          'Papeleo — Completo y a tiempo.',
          'Representación — Tus intereses, con firmeza y educación.',
        ],
        about:
          'La confianza nace de la claridad. Decimos lo que sabemos, lo que no sabemos y lo que cuesta antes de empezar.',
      },
      pt: {
        noun: 'assessoria',
        own: 'O escritório',
        headlines: ['Conselhos claros, boas decisões', 'Do seu lado', 'Tranquilidade por escrito'],
        lead: 'Explicamos quais são as suas opções, sem letras miúdas, e acompanhamos você até o fim.',
        offer: 'Como ajudamos',
        items: [
          'Primeira conversa — Ouvimos e dizemos com franqueza se podemos ajudar.',
          'Conselho — Opções, riscos e custos em palavras claras.',
          'Papelada — Completa e no prazo.',
          'Representação — Seus interesses, com firmeza e educação.',
        ],
        about:
          'A confiança nasce da clareza. Dizemos o que sabemos, o que não sabemos e quanto custa antes de começar.',
      },
    },
  },
];
