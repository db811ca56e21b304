import type { Language } from '../../replies/detect-language.js';
import type { Brief } from '../brief/brief.js';
import { findSubject } from '../brief/find-subject.js';
import { pick } from '../brief/seeded-choice.js';
import { findTopic } from '../topics/find-topic.js';
import type { Content, Section } from './content.js';
import { siteWords } from './site-words.js';
import { toCard } from './write-landing.js';
import { writeContact, writeForm, writeHours } from './write-sections.js';
import { writeQuestions } from './write-questions.js';

const partWords: Record<
  Language,
  { steps: string; about: string; item: string; lead: (subject: string) => string; see: string }
> = {
  en: {
    steps: 'How it goes on',
    about: 'About',
    item: 'To be told: send the details in the chat and they will stand here.',
    lead: (subject) => `All about ${subject}: what it is, whom it is for and what comes next.`,
    see: 'Read on',
  },
  es: {
    steps: 'Cómo sigue',
    about: 'De qué se trata',
    item: 'Por contar: manda los detalles por el chat y aparecerán aquí.',
    lead: (subject) => `Todo sobre ${subject}: qué es, para quién es y qué viene después.`,
    see: 'Seguir leyendo',
  },
  pt: {
    steps: 'Como continua',
    about: 'Do que se trata',
    item: 'A contar: envie os detalhes pelo chat e eles aparecem aqui.',
    lead: (subject) => `Tudo sobre ${subject}: o que é, para quem é e o que vem depois.`,
    see: 'Continuar lendo',
  },
};

/** A page for anything: it speaks of the subject in the person's own words, and says what is still missing. */
export function writePage(brief: Brief): Content {
  const { language, seed, about, name, kind, items, extras } = brief;
  const words = partWords[language];
  const topic = findTopic(about);
  const own = topic.words[language];
  const subject = findSubject(brief.request);
  const brand = name || capitalise(subject) || own.own;
  const cards = items.length > 0 ? items.map((title) => ({ title, text: words.item })) : own.items.map(toCard);
  const wantsContact = Boolean(brief.email || brief.phone) || extras.includes('location') || topic.name === 'event';
  const sections: Section[] = [
    { type: 'cards', id: 'overview', heading: own.offer, cards },
    { type: 'about', id: 'about', heading: words.about, paragraphs: [own.about] },
    ...(extras.includes('hours') || brief.hours ? [writeHours(brief)] : []),
    ...(extras.includes('questions') ? [writeQuestions(brief, 'page')] : []),
    ...(wantsContact ? [writeContact(brief)] : []),
    ...(extras.includes('form') ? [writeForm(brief)] : []),
  ];
  return {
    language,
    kind,
    brand,
    description: subject ? words.lead(subject) : `${brand}. ${own.lead}`,
    motif: topic.motif,
    hero: {
      eyebrow: name ? capitalise(subject) : '',
      headline: name || capitalise(subject) || pick(own.headlines, seed, 'headline'),
      lead: subject ? words.lead(subject) : own.lead,
      actions: [{ label: words.see, target: 'overview' }],
    },
    sections,
    footer: siteWords[language].footer(brand),
    changes: [],
  };
}

const capitalise = (text: string): string => text.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
