import type { Language } from '../../replies/detect-language.js';
import type { Brief } from '../brief/brief.js';
import { findTopic } from '../topics/find-topic.js';
import type { Content, DishGroup } from './content.js';
import { cuisines } from '../cuisines/cuisines.js';
import type { Dish } from '../cuisines/dish.js';
import { siteWords } from './site-words.js';
import { writeContact, writeForm, writeHours } from './write-sections.js';

interface MenuWords {
  own: string;
  noun: string;
  lead: string;
  heading: string;
  courses: [string, string, string, string];
  ours: string;
  note: string;
  see: string;
  tags: Record<NonNullable<Dish['tags']>[number], string>;
}

const menuWords: Record<Language, MenuWords> = {
  en: {
    own: 'Our menu',
    noun: 'Menu',
    lead: 'Choose by course or by what you eat. Tell us about allergies before you order: we are glad to help.',
    heading: 'The menu',
    courses: ['To start', 'Mains', 'Desserts', 'Drinks'],
    ours: 'Our dishes',
    note: 'Dishes and prices are examples until the real ones are in: send them in the chat.',
    see: 'See the menu',
    tags: { vegetarian: 'vegetarian', vegan: 'vegan', glutenFree: 'gluten-free', spicy: 'spicy' },
  },
  es: {
    own: 'Nuestra carta',
    noun: 'Carta',
    lead: 'Elige por plato o por lo que comes. Cuéntanos tus alergias antes de pedir: te ayudamos con gusto.',
    heading: 'La carta',
    courses: ['Para empezar', 'Principales', 'Postres', 'Bebidas'],
    ours: 'Nuestros platos',
    note: 'Los platos y precios son ejemplos hasta que estén los de verdad: mándalos por el chat.',
    see: 'Ver la carta',
    tags: { vegetarian: 'vegetariano', vegan: 'vegano', glutenFree: 'sin gluten', spicy: 'picante' },
  },
  pt: {
    own: 'Nosso cardápio',
    noun: 'Cardápio',
    lead: 'Escolha por prato ou pelo que você come. Conte suas alergias antes de pedir: ajudamos com prazer.',
    heading: 'O cardápio',
    courses: ['Entradas', 'Pratos principais', 'Sobremesas', 'Bebidas'],
    ours: 'Nossos pratos',
    note: 'Pratos e preços são exemplos até chegarem os verdadeiros: envie pelo chat.',
    see: 'Ver o cardápio',
    tags: { vegetarian: 'vegetariano', vegan: 'vegano', glutenFree: 'sem glúten', spicy: 'picante' },
  },
};

/** A menu in courses; dishes that the person named come first and have no price, because nobody gave one. */
export function writeMenu(brief: Brief): Content {
  const { language, about, name, kind, items, extras } = brief;
  const words = menuWords[language];
  const cuisine = cuisines.find(({ pattern }) => pattern.test(about))!;
  const topic = findTopic(about);
  const brand = name || words.own;
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: 2 });
  const toDish = ({ title, text, price, tags = [] }: Dish) => ({
    title: typeof title === 'string' ? title : title[language],
    text: text[language],
    price: format.format(Number(price)),
    tags: tags.map((tag) => words.tags[tag]),
  });
  const own: DishGroup[] =
    items.length > 0
      ? [
          {
            title: words.ours,
            dishes: items.map((title) => ({ title, text: siteWords[language].itemText, price: '', tags: [] })),
          },
        ]
      : [];
  const groups = cuisine.courses.map((dishes, index) => ({ title: words.courses[index]!, dishes: dishes.map(toDish) }));
  return {
    language,
    kind,
    brand,
    description: `${brand}. ${words.lead}`,
    motif: topic.motif === 'spark' ? 'plate' : topic.motif,
    hero: {
      eyebrow: words.noun,
      headline: name || cuisine.headline[language],
      lead: name ? `${cuisine.headline[language]}. ${words.lead}` : words.lead,
      actions: [{ label: words.see, target: 'menu' }],
    },
    sections: [
      { type: 'dishes', id: 'menu', heading: words.heading, note: words.note, groups: [...own, ...groups] },
      writeHours(brief),
      writeContact(brief),
      ...(extras.includes('form') && /form/.test(about) ? [writeForm(brief)] : []),
    ],
    footer: siteWords[language].footer(brand),
    changes: [],
  };
}
