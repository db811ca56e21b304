import type { Language } from '../../replies/detect-language.js';
import { isObject } from '../../wire/message-request.js';
import type { SiteKind } from '../brief/brief.js';
import type { Motif } from '../topics/topic.js';

interface Part {
  /** Anchor of the section, unique in the page. */
  id: string;
  heading: string;
  lead?: string;
}

export type Section =
  | (Part & { type: 'cards'; cards: { title: string; text: string }[] })
  | (Part & { type: 'steps'; steps: { title: string; text: string }[] })
  | (Part & { type: 'about'; paragraphs: string[] })
  | (Part & { type: 'hours'; rows: { days: string; times: string }[]; note?: string })
  | (Part & { type: 'contact'; details: Detail[]; note?: string })
  | (Part & { type: 'form'; email: string })
  | (Part & { type: 'questions'; questions: { question: string; answer: string }[] })
  | (Part & { type: 'dishes'; note: string; groups: DishGroup[] })
  | (Part & { type: 'projects'; note: string; projects: { title: string; text: string; category: string }[] })
  | (Part & { type: 'list'; list: ListWords })
  | (Part & { type: 'calculator'; calculator: CalculatorForm });

export interface Detail {
  label: string;
  value: string;
  href?: string;
  /** Nobody has told it yet: the page says so. */
  isMissing?: boolean;
}

export interface DishGroup {
  title: string;
  dishes: { title: string; text: string; price: string; tags: string[] }[];
}

/** Words of an app that keeps a list. */
export interface ListWords {
  label: string;
  placeholder: string;
  add: string;
  empty: string;
  /** With {n} for the number. */
  left: string;
  leftOne: string;
}

export interface CalculatorForm {
  formula: 'price' | 'tip' | 'loan' | 'keypad';
  currency: string;
  fields: CalculatorField[];
  /** Figures below the form; the first one is the result. */
  results: { name: string; label: string }[];
  note: string;
}

export interface CalculatorField {
  name: string;
  label: string;
  value: number;
  step: number;
  most?: number;
  unit?: string;
  isCheck?: boolean;
}

/** What content.json says. */
export interface Content {
  language: Language;
  kind: SiteKind;
  brand: string;
  /** Of the document, and for search engines. */
  description: string;
  motif: Motif;
  hero: { eyebrow: string; headline: string; lead: string; actions: { label: string; target: string }[] };
  sections: Section[];
  footer: string;
  /** Changes that are in it already, so that none is made twice. */
  changes: string[];
}

/** Whether somebody else's content.json has the shape that pages are made of here. */
export function isContent(value: unknown): value is Content {
  if (!isObject(value) || !isObject(value.hero) || !Array.isArray(value.sections)) return false;
  const { hero, sections } = value;
  const texts = [value.brand, value.description, value.footer, hero.headline, hero.lead, hero.eyebrow];
  if (texts.some((text) => typeof text !== 'string') || !Array.isArray(hero.actions)) return false;
  const ownPart = {
    cards: 'cards',
    steps: 'steps',
    about: 'paragraphs',
    hours: 'rows',
    contact: 'details',
    form: 'email',
    questions: 'questions',
    dishes: 'groups',
    projects: 'projects',
    list: 'list',
    calculator: 'calculator',
  } as const;
  return sections.every(
    (section) =>
      isObject(section) &&
      typeof section.id === 'string' &&
      typeof section.heading === 'string' &&
      Object.entries(ownPart).some(([type, part]) => section.type === type && section[part] !== undefined),
  );
}
