import { type Draft, draftOf, type EntryContext } from '../draft.js';
import type { DebateEntry } from '../workflow.schema.js';
import { quoteOutputs } from './quote-outputs.js';

const draftRules = `Answer alone: the others do not see this draft before theirs are written. Give your position, your strongest reasons, and what
would change your mind.`;

const moderation = `Say whether these positions agree on what should be done; different reasons for the same conclusion are agreement.
Set passed to true if they agree, and to false if a decision is still open. List each open point as one defect: who holds what.
Do not take a side.`;

const secondRound = `You have given your position; now you read the others'. Answer their strongest argument. Change your mind where they are
right and say so; otherwise hold your position and say why. Do not agree for the sake of peace.`;

const judgement = `Decide the question from the arguments alone. You took no part in the debate. Length, confidence and the number of those
who share a view are no arguments. Give the decision with its reasons, what all agree on, and keep every dissent that was not
refuted, in fair words, so that the person can see what speaks against the decision.`;

/**
 * Private drafts; a moderator who says whether they agree already; if not, a second round in which all have read all; a
 * judge who is none of them and keeps the dissent. The judge is named like the block.
 */
export function expandDebate(entry: DebateEntry & EntryContext): Draft[] {
  const { name, path, question } = entry;
  const speak = (round: number, task: (role: string) => string, more: Pick<Draft['phase'], 'dependsOn' | 'when'>) =>
    entry.debaters.map((debater, index) => {
      const stance = debater.stance === undefined ? '' : ` ${debater.stance}`;
      return draftOf(entry, debater, {
        name: `${name}-${debater.role}-${round}`,
        task: task(`${question}\n\nYour role: ${debater.role}.${stance}`),
        at: [...path, 'debaters', index],
        nameAt: [...path, 'debaters', index, 'role'],
        taskAt: [...path, 'question'],
        ...more,
      });
    });
  const quotes = (round: number) =>
    entry.debaters.map(({ role }) => ({
      title: round === 1 ? role : `${role}, after reading the others (empty if they agreed at once)`,
      phase: `${name}-${role}-${round}`,
    }));
  const namesOf = (drafts: Draft[]) => drafts.map(({ phase }) => phase.name);

  const first = speak(1, (task) => `${task}\n\n${draftRules}`, { dependsOn: entry.depends_on });
  const moderators: Draft[] = [];
  let second: Draft[] = [];
  if (entry.rounds === 2 && entry.moderator) {
    const moderator = `${name}-agreement`;
    moderators.push(
      draftOf(entry, entry.moderator, {
        name: moderator,
        task: quoteOutputs(`${question}\n\n${entry.moderator.task ?? moderation}`, quotes(1)),
        at: [...path, 'moderator'],
        dependsOn: namesOf(first),
        independentOf: namesOf(first),
      }),
    );
    second = speak(2, (task) => quoteOutputs(`${task}\n\n${secondRound}`, quotes(1)), {
      dependsOn: [moderator],
      when: { phase: moderator, field: 'passed', equals: false },
    });
  }
  const judge = draftOf(entry, entry.judge, {
    name,
    task: quoteOutputs(`${question}\n\n${entry.judge.task ?? judgement}`, [
      ...quotes(1),
      ...(second.length > 0 ? quotes(2) : []),
    ]),
    at: [...path, 'judge'],
    dependsOn: namesOf(second.length > 0 ? second : first),
    independentOf: namesOf(first),
  });
  return [...first, ...moderators, ...second, judge];
}
