import type { Brief } from '../brief/brief.js';
import { pick } from '../brief/seeded-choice.js';
import { findTopic } from '../topics/find-topic.js';
import type { Content, Section } from './content.js';
import { siteWords } from './site-words.js';
import { writeQuestions } from './write-questions.js';
import { writeContact, writeForm, writeHours } from './write-sections.js';

/** A page for a business: what it is, what it offers, about it, when and how to reach it. */
export function writeLanding(brief: Brief): Content {
  const { language, seed, about, name, extras, items } = brief;
  const words = siteWords[language];
  const topic = findTopic(about);
  const own = topic.words[language];
  const brand = name || own.own;
  const cards =
    items.length > 0
      ? items.map((title) => ({ title, text: words.itemText }))
      : own.items.map(toCard).slice(0, own.items.length > 5 ? 6 : own.items.length);
  const wantsForm = extras.includes('form');
  const sections: Section[] = [
    { type: 'cards', id: 'offer', heading: own.offer, cards },
    { type: 'about', id: 'about', heading: words.about, paragraphs: [own.about] },
    writeHours(brief),
    writeContact(brief),
    ...(extras.includes('questions') ? [writeQuestions(brief, 'trade')] : []),
    ...(wantsForm ? [writeForm(brief)] : []),
  ];
  return {
    language,
    kind: brief.kind,
    brand,
    description: words.description(brand, own.noun, own.lead),
    motif: topic.motif,
    hero: {
      eyebrow: name ? own.noun : '',
      headline: pick(own.headlines, seed, 'headline'),
      lead: own.lead,
      actions: [
        { label: words.see, target: 'offer' },
        { label: words.write, target: wantsForm ? 'contact-form' : 'contact' },
      ],
    },
    sections,
    footer: words.footer(brand),
    changes: [],
  };
}

/** `Title — text`, as topics write their offers. */
export function toCard(line: string): { title: string; text: string } {
  const [title = '', text = ''] = line.split(' — ', 2);
  return { title, text };
}
