import type { Language } from '../../replies/detect-language.js';
import type { Brief } from '../brief/brief.js';
import type { Motif } from '../topics/topic.js';
import type { Content } from './content.js';
import { siteWords } from './site-words.js';
import { writeContact, writeForm } from './write-sections.js';

interface Profession {
  pattern: RegExp;
  motif: Motif;
  /** What one is, and the kinds of works, in that order. */
  words: Record<Language, [string, string, string, string]>;
}

const professions: Profession[] = [
  {
    pattern: /\b(photo\w*|foto\w*)\b/,
    motif: 'camera',
    words: {
      en: ['Photographer', 'Portraits', 'Places', 'Reportage'],
      es: ['Fotografía', 'Retratos', 'Lugares', 'Reportajes'],
      pt: ['Fotografia', 'Retratos', 'Lugares', 'Reportagens'],
    },
  },
  {
    pattern:
      /\b(developer|programmer|engineer|software|desarrollador\w*|programador\w*|ingenier\w*|desenvolvedor\w*|engenheir\w*)\b/,
    motif: 'screen',
    words: {
      en: ['Software developer', 'Web', 'Mobile', 'Open source'],
      es: ['Desarrollo de software', 'Web', 'Móvil', 'Código abierto'],
      pt: ['Desenvolvimento de software', 'Web', 'Mobile', 'Código aberto'],
    },
  },
  {
    pattern: /\b(architect\w*|arquitect\w*|arquitet\w*|interior\w*)\b/,
    motif: 'house',
    words: {
      en: ['Architecture', 'Homes', 'Interiors', 'Public space'],
      es: ['Arquitectura', 'Viviendas', 'Interiores', 'Espacio público'],
      pt: ['Arquitetura', 'Casas', 'Interiores', 'Espaço público'],
    },
  },
  {
    pattern: /\b(music\w*|band|dj|banda|composer|compositor\w*)\b/,
    motif: 'music',
    words: {
      en: ['Music', 'Records', 'Live', 'For film'],
      es: ['Música', 'Discos', 'En directo', 'Para cine'],
      pt: ['Música', 'Discos', 'Ao vivo', 'Para cinema'],
    },
  },
  {
    pattern: /\b(writer|journalist|escritor\w*|periodista|jornalista|copywriter)\b/,
    motif: 'book',
    words: {
      en: ['Writer', 'Essays', 'Stories', 'Reports'],
      es: ['Escritura', 'Ensayos', 'Relatos', 'Reportajes'],
      pt: ['Escrita', 'Ensaios', 'Contos', 'Reportagens'],
    },
  },
  {
    pattern: /(?:)/,
    motif: 'spark',
    words: {
      en: ['Designer', 'Branding', 'Illustration', 'Web'],
      es: ['Diseño', 'Marca', 'Ilustración', 'Web'],
      pt: ['Design', 'Marca', 'Ilustração', 'Web'],
    },
  },
];

const portfolioWords: Record<
  Language,
  {
    own: string;
    headline: (name: string, what: string) => string;
    lead: string;
    works: string;
    work: (kind: string) => string;
    workText: string;
    note: string;
    about: string;
    aboutText: string;
    see: string;
    contact: string;
    write: string;
  }
> = {
  en: {
    own: 'Portfolio',
    headline: (name, what) => (name ? `${name}, ${what.toLowerCase()}` : `${what} with an eye for detail`),
    lead: 'A selection of works: look around, filter by kind, and write if something speaks to you.',
    works: 'Selected works',
    work: (kind) => `${kind} — title of the work`,
    workText: 'What it was for, what was done and what came of it.',
    note: 'Titles and covers are placeholders: send your works in the chat and they will appear here.',
    about: 'About',
    aboutText:
      'I like to begin with questions, work in small steps and finish with something that lasts. This text is a first draft: tell me what it should say.',
    see: 'See the works',
    contact: 'Contact',
    write: 'Tell me about your project: I read everything.',
  },
  es: {
    own: 'Portafolio',
    headline: (name, what) => (name ? `${name}, ${what.toLowerCase()}` : `${what} con atención al detalle`),
    lead: 'Una selección de trabajos: mira, filtra por tipo y escribe si algo te llama.',
    works: 'Trabajos escogidos',
    work: (kind) => `${kind} — título del trabajo`,
    workText: 'Para qué era, qué se hizo y qué salió de ello.',
    note: 'Los títulos y las portadas son provisionales: manda tus trabajos por el chat y aparecerán aquí.',
    about: 'Sobre mí',
    aboutText:
      'Me gusta empezar por las preguntas, avanzar con pasos pequeños y terminar con algo que dure. Este texto es un primer borrador: dime qué debe contar.',
    see: 'Ver los trabajos',
    contact: 'Contacto',
    write: 'Cuéntame tu proyecto: lo leo todo.',
  },
  pt: {
    own: 'Portfólio',
    headline: (name, what) => (name ? `${name}, ${what.toLowerCase()}` : `${what} com atenção aos detalhes`),
    lead: 'Uma seleção de trabalhos: olhe, filtre por tipo e escreva se algo chamar sua atenção.',
    works: 'Trabalhos selecionados',
    work: (kind) => `${kind} — título do trabalho`,
    workText: 'Para que era, o que foi feito e o que resultou.',
    note: 'Títulos e capas são provisórios: envie seus trabalhos pelo chat e eles aparecem aqui.',
    about: 'Sobre mim',
    aboutText:
      'Gosto de começar pelas perguntas, avançar em pequenos passos e terminar com algo que dure. Este texto é um primeiro rascunho: diga o que ele deve contar.',
    see: 'Ver os trabalhos',
    contact: 'Contato',
    write: 'Conte sobre o seu projeto: leio tudo.',
  },
};

/** Works in a grid with drawn covers, about their maker, and how to write to them. */
export function writePortfolio(brief: Brief): Content {
  const { language, about, name, kind, items } = brief;
  const words = portfolioWords[language];
  const { motif, words: profession } = professions.find(({ pattern }) => pattern.test(about))!;
  const [what, ...categories] = profession[language];
  const brand = name || words.own;
  const titles = items.length > 0 ? items : [0, 1, 2, 3, 4, 5].map((index) => words.work(categories[index % 3]!));
  const projects = titles.map((title, index) => ({ title, text: words.workText, category: categories[index % 3]! }));
  return {
    language,
    kind,
    brand,
    description: `${brand}: ${what}. ${words.lead}`,
    motif,
    hero: {
      eyebrow: what,
      headline: words.headline(name, what),
      lead: words.lead,
      actions: [
        { label: words.see, target: 'works' },
        { label: words.contact, target: 'contact-form' },
      ],
    },
    sections: [
      { type: 'projects', id: 'works', heading: words.works, note: words.note, projects },
      { type: 'about', id: 'about', heading: words.about, paragraphs: [words.aboutText] },
      { ...writeForm(brief), heading: words.contact, lead: words.write },
      ...(brief.email || brief.phone ? [writeContact(brief)] : []),
    ],
    footer: siteWords[language].footer(brand),
    changes: [],
  };
}
