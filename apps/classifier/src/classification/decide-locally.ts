import { Confidence, Intent, Source, type Turn, type Verdict } from '#libs/contracts';
import type { Language } from '../language/language.js';
import { answersQuestion } from '../pending/answers-question.js';
import { foldText } from '../retrieval/features.js';
import type { Routes, ScoredTarget } from '../routing/routes.js';
import { BUILDER } from '../routing/to-targets.js';
import { canTakeOver, isChatty } from '../routing/target.js';
import { openTask } from '../rules/classify-by-rules.js';
import { thresholds } from './thresholds.js';
import { type Decision, stayWith, toAgentVerdict, toVerdict } from './to-verdict.js';

/** What the local stages have found out when they cannot decide. */
export interface Undecided {
  ranked: readonly ScoredTarget[];
  /** Agent of the open task. */
  task: string | undefined;
  /** How far the best target that may take over leads over the open task; over the next agent when none is open. */
  lead: number;
}

/** The open question's answer goes to whoever asked it, before any statistics. */
export function answerOpenQuestion(turn: Turn, routes: Routes, language: Language): Verdict | undefined {
  const task = openTask(turn, routes);
  const expected = turn.situation?.openQuestion;
  if (!task || !expected || answersQuestion(turn.text, expected) !== 'surely') return undefined;
  const sure = { confidence: Confidence.CONFIDENCE_HIGH, source: Source.SOURCE_RULE };
  return toAgentVerdict(task, routes.intentOf(task), { routes, language, ranked: [], ...sure });
}

/** Retrieval: decides what is certain without a model or not worth one, and prepares the choice of the model for the rest. */
export function decideLocally(turn: Turn, routes: Routes, language: Language): Verdict | Undecided {
  const decision = (confidence: Confidence, ranked: readonly ScoredTarget[] = []): Decision => ({
    routes,
    language,
    ranked,
    confidence,
    source: Source.SOURCE_RETRIEVAL,
  });
  const task = openTask(turn, routes);
  const example = turn.text.length <= 240 ? routes.targetOfExample(turn.text) : undefined;
  if (example && (!task || task === BUILDER || (example.agent !== task && canTakeOver(example)))) {
    return toVerdict(example, decision(Confidence.CONFIDENCE_HIGH));
  }

  const ranked = routes.rank(turn.text);
  const words = countWords(turn.text);
  const lead = task ? leadOverTask(ranked, task) : leadOverNext(ranked);
  if (task) {
    const stay = () => stayWith(task, decision(Confidence.CONFIDENCE_MEDIUM, ranked));
    const expected = turn.situation?.openQuestion;
    if (expected) {
      // What was asked last is the likeliest meaning: no model is asked whether it is not
      const rival = ranked.find((item) => item.target.agent !== task && canTakeOver(item.target));
      const needed = answersQuestion(turn.text, expected) === 'no' ? thresholds.switch : thresholds.certainSwitch;
      return rival && lead >= needed ? toVerdict(rival.target, decision(Confidence.CONFIDENCE_MEDIUM, ranked)) : stay();
    }
    if (words <= thresholds.fragmentWords && lead < (task === BUILDER ? thresholds.start : thresholds.switch))
      return stay();
    return { ranked, task, lead };
  }

  const best = ranked[0];
  if (
    !best ||
    (words <= thresholds.chattyWords &&
      (best.score < thresholds.floor || (isChatty(best.target) && lead >= thresholds.chattyLead)))
  ) {
    const intent = best && best.score >= thresholds.floor ? best.target.intent : Intent.INTENT_UNCLEAR;
    const sure = { ...decision(Confidence.CONFIDENCE_LOW, ranked), source: Source.SOURCE_DEFAULT };
    return toAgentVerdict(routes.generalist, intent, sure);
  }
  return { ranked, task, lead };
}

/** Numbers and codes are no words: they say nothing about what is wanted. */
const countWords = (text: string): number =>
  foldText(text)
    .split(' ')
    .filter((word) => !/\d/.test(word)).length;

function leadOverTask(ranked: readonly ScoredTarget[], task: string): number {
  const own = ranked.find(({ target }) => target.agent === task)?.score ?? 0;
  const rival = ranked.find(({ target }) => target.agent !== task && canTakeOver(target))?.score ?? 0;
  return rival - own;
}

function leadOverNext(ranked: readonly ScoredTarget[]): number {
  const [best] = ranked;
  if (!best) return 0;
  return best.score - (ranked.find(({ target }) => target.agent !== best.target.agent)?.score ?? 0);
}
