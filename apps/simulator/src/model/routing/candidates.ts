import { normalize } from '../replies/normalize.js';
import { conceptsIn, type Concept } from './concepts.js';

/** What a text is about, as far as words show it. */
export interface Subject {
  concepts: ReadonlySet<Concept>;
  /** Beginnings of its longer words. */
  stems: ReadonlySet<string>;
}

/** A slot with what is said of it: what it is for, what it is not for, how people say it. */
export interface Candidate {
  slot: string;
  use: Subject;
  not: Subject;
  such: Subject;
}

const mostKnown = 2_000;
const known = new Map<string, Subject>();
const line = /^[ \t]*[-*]?[ \t]*(c\d\d)[ \t]*[:.)=–-][ \t]*(.+)$/gm;

/** The lines `c01: what it is for | not: what it is not for | such as: "…"` of a prompt. */
export const readCandidates = (prompt: string): Candidate[] =>
  [...prompt.matchAll(line)].map(([, slot, description]) => {
    const [about = '', such = ''] = description!.split(/\| such as:/, 2);
    const [use = '', not = ''] = about.split(/\| not:/, 2);
    return { slot: slot!, use: subjectOf(use), not: subjectOf(not), such: subjectOf(such) };
  });

/** Descriptions come back with every message: each is read once. */
export function subjectOf(text: string): Subject {
  const before = known.get(text);
  if (before) return before;
  const plain = normalize(text.slice(0, 2_000));
  const subject = { concepts: new Set(conceptsIn(plain)), stems: stemsOf(plain) };
  if (known.size >= mostKnown) known.clear();
  known.set(text, subject);
  return subject;
}

/** Words that everybody uses, whatever they want. */
const common = new Set(
  'voce voces quero quiero quisi tiene estan este esta para como have want would like with what your this that from'.split(
    ' ',
  ),
);

/** Enough of a word to recognise it in another form: pedidos, pedido, pediste. */
const stemsOf = (plain: string): Set<string> =>
  new Set((plain.match(/[a-z0-9]{4,}/g) ?? []).map((word) => word.slice(0, 5)).filter((stem) => !common.has(stem)));
