import { Confidence, Intent, Source, type Turn, type Verdict } from '#libs/contracts';
import { checkEntities } from '../entities/find-entities.js';
import { isLanguage } from '../language/language.js';
import type { RouterAnswer } from '../model/router-schema.js';
import { canTakeOver, type Target } from '../routing/target.js';
import { BUILDER } from '../routing/to-targets.js';
import type { Undecided } from './decide-locally.js';
import { thresholds } from './thresholds.js';
import { type Decision, stayWith, toAgentVerdict, toQuestion, toVerdict } from './to-verdict.js';

const buckets = {
  high: Confidence.CONFIDENCE_HIGH,
  medium: Confidence.CONFIDENCE_MEDIUM,
  low: Confidence.CONFIDENCE_LOW,
};

export interface ModelChoice {
  chosen: Target | undefined;
  second: Target | undefined;
  answer: RouterAnswer;
}

/** What the model chose, within what code allows: an open task is not left on a guess, and questions are asked where it matters. */
export function decideByModel(
  turn: Turn,
  choice: ModelChoice,
  { ranked, task, lead }: Undecided,
  given: Decision,
): Verdict {
  const { chosen, second, answer } = choice;
  const decision: Decision = {
    ...given,
    ranked,
    language: isLanguage(answer.language) ? answer.language : given.language,
    confidence: buckets[answer.confidence],
    source: Source.SOURCE_MODEL,
  };
  return {
    ...place(),
    entities: checkEntities(
      answer.entities.map(({ type, value }) => ({ type, value })),
      turn.text,
    ),
  };

  function place(): Verdict {
    const isGuess = answer.confidence === 'low';
    // A build goes on by itself: what is clearly something else interrupts nothing, while a change that nobody wanted costs money
    const rival = ranked.find(({ target }) => target.agent !== BUILDER && canTakeOver(target));
    if (task === BUILDER && isGuess && rival && lead >= thresholds.certainSwitch)
      return toVerdict(rival.target, decision);
    if (task && (!chosen || isGuess)) {
      // Also a guess says what is wanted of a build: which of its wants, local stages know no better
      return chosen?.agent === BUILDER && task === BUILDER ? toVerdict(chosen, decision) : stayWith(task, decision);
    }
    if (!chosen) return toAgentVerdict(decision.routes.generalist, Intent.INTENT_UNCLEAR, decision);
    // Two that only read: the likelier one answers, and a wrong guess costs less than a question
    if (
      answer.needs_clarification &&
      second &&
      second.agent !== chosen.agent &&
      !(chosen.isReadOnly && second.isReadOnly)
    ) {
      return toQuestion([chosen, second], decision);
    }
    return toVerdict(chosen, decision);
  }
}
