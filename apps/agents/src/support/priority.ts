import { priorityWords } from './priority-words.js';

export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

/** What the matter means to the person, as the agent heard it. */
export const impacts = ['question', 'inconvenience', 'blocked', 'danger'] as const;
export type Impact = (typeof impacts)[number];

export interface Case {
  /** What the person said about the matter, in Spanish, English or Portuguese. */
  text: string;
  impact: Impact;
  /** Tickets of the same person in the days before. */
  recentTickets: number;
  /** The matter was thought to be settled. */
  isReopened: boolean;
}

export interface PriorityDecision {
  priority: Priority;
  /** Names of the rules that spoke, for people who ask why. */
  rules: string[];
}

const impactPoints: Record<Impact, number> = { question: 0, inconvenience: 1, blocked: 2, danger: 6 };
/** A person who writes for the third time in a week has waited too long already. */
const manyTickets = 2;

/** The same case always gets the same priority: points by rules, no model. */
export function decidePriority({ text, impact, recentTickets, isReopened }: Case): PriorityDecision {
  const rules: string[] = [];
  let points = 0;
  const speak = (rule: string, value: number) => {
    if (value <= 0) return;
    rules.push(rule);
    points += value;
  };
  speak(`impact:${impact}`, impactPoints[impact]);
  const plain = toPlain(text);
  for (const { rule, pattern, points: value } of priorityWords) if (pattern.test(plain)) speak(rule, value);
  if (recentTickets > 0) speak('repeated', recentTickets >= manyTickets ? 2 : 1);
  if (isReopened) speak('reopened', 1);
  return { priority: toPriority(points), rules };
}

export const higher = (one: Priority, other: Priority): Priority =>
  priorities.indexOf(one) >= priorities.indexOf(other) ? one : other;

function toPriority(points: number): Priority {
  if (points >= 6) return 'urgent';
  if (points >= 3) return 'high';
  return points >= 1 ? 'normal' : 'low';
}

const toPlain = (text: string): string =>
  text
    .slice(0, 4_000)
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/\s+/g, ' ');
