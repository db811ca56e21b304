import { detectLanguage } from '../replies/detect-language.js';
import { fillSchema, type FillHints } from '../tools/fill-schema.js';
import { isObject, type JsonObject, type MessageRequest, toBlocks } from '../wire/message-request.js';
import { type Candidate, readCandidates, subjectOf } from './candidates.js';
import type { Concept } from './concepts.js';

const none = 'none_of_these';
/** A shared subject says more than a shared word; what a candidate is not for says most. */
const weights = { concept: 3, not: 4, example: 1.5, word: 1, openTask: 1, openQuestion: 6 };
const sure = 2.5;
const close = 0.85;

interface Ranked {
  slot: string;
  score: number;
}

/** Whether a schema asks for one of the slots c01, c02 … or none of these. */
export const isSlotSchema = (schema: JsonObject): boolean =>
  isObject(schema.properties) && Object.values(schema.properties).some(isSlot);

const isSlot = (property: unknown): boolean =>
  isObject(property) && Array.isArray(property.enum) && property.enum.includes(none) && property.enum.includes('c01');

/** Chooses among the candidates of a prompt by what their descriptions have in common with the person's words. */
export function chooseSlot(request: MessageRequest, schema: JsonObject, hints: FillHints): unknown {
  const blocks = toBlocks(request.messages.findLast(({ role }) => role === 'user')?.content ?? []);
  const { offer, text } = takeApart(blocks.map((block) => block.text ?? '').join('\n'));
  const task = /^Situation: open task of ([\w-]+)/m.exec(offer)?.[1] ?? '';
  const open = {
    concept: aboutTask[task],
    weight: isAnswer(offer, text) ? weights.openQuestion : weights.openTask,
  };
  const [first, second] = rank(text, readCandidates(offer), open);
  const isClose = first !== undefined && second !== undefined && second.score >= first.score * close;
  const spoken = detectLanguage(text);
  const choose = (name: string, property: JsonObject): unknown => {
    if (isSlot(property)) return (name === 'second' ? isClose && second?.slot : first?.slot) || none;
    if (name === 'needs_clarification') return isClose;
    if (name === 'confidence') return first && !isClose ? (first.score >= sure ? 'high' : 'medium') : 'low';
    if (name === 'language') return spoken?.language ?? oneOf(property, 'other');
    return property.type === 'array' ? [] : undefined;
  };
  return fillSchema(schema, { ...hints, text, choose });
}

const oneOf = ({ enum: values }: JsonObject, value: string): unknown =>
  Array.isArray(values) && values.includes(value) ? value : undefined;

/** Whether the person was asked something last and asks nothing themselves. */
const isAnswer = (offer: string, text: string): boolean =>
  !/[?¿]/.test(text) && /waiting for: |^assistant: .*\?[^\n]*\n<\/[\w-]+>/m.test(offer);

/** The message stands last, between marks; what is in it is no offer, whatever it looks like. */
function takeApart(prompt: string): { offer: string; text: string } {
  const fence = [...prompt.matchAll(/<([\w-]+)>\n([^]*?)\n<\/\1>/g)].at(-1);
  if (fence) return { offer: prompt.slice(0, fence.index), text: fence[2]! };
  const end = [...prompt.matchAll(/^[ \t]*[-*]?[ \t]*c\d\d\W.*$/gm)].at(-1);
  const from = end ? end.index + end[0].length : 0;
  return { offer: prompt.slice(0, from), text: prompt.slice(from).trim() };
}

/** What speaks for the candidate that has the open task: candidates have no names. */
const aboutTask: Partial<Record<string, Concept>> = {
  information: 'hours',
  commerce: 'cart',
  support: 'ticket',
  planner: 'changing',
};

function rank(text: string, candidates: Candidate[], open: { concept?: Concept; weight: number }): Ranked[] {
  const { concepts, stems } = subjectOf(text);
  const scores = candidates.map(() => 0);
  for (const concept of concepts) {
    const sharing = candidates.filter(({ use }) => use.concepts.has(concept)).length;
    candidates.forEach(({ use, not, such }, index) => {
      if (not.concepts.has(concept)) scores[index]! -= weights.not;
      else if (use.concepts.has(concept)) scores[index]! += weights.concept / sharing;
      if (such.concepts.has(concept)) scores[index]! += weights.example;
    });
  }
  candidates.forEach(({ use }, index) => {
    if (open.concept && use.concepts.has(open.concept)) scores[index]! += open.weight;
  });
  for (const stem of stems) {
    const holders = candidates.flatMap(({ use, such }, index) =>
      use.stems.has(stem) || such.stems.has(stem) ? [index] : [],
    );
    for (const index of holders) scores[index]! += weights.word / holders.length;
  }
  return candidates
    .map(({ slot }, index) => ({ slot, score: scores[index]! }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || (one.slot < other.slot ? -1 : 1));
}
