import { Confidence, Intent, Source, Verdict } from '#libs/contracts';
import { laneNames, intentNames } from '../routing/own-intents.js';
import { canTakeOver, isChatty, type Target } from '../routing/target.js';
import { BUILDER } from '../routing/to-targets.js';
import type { Undecided } from './decide-locally.js';
import { thresholds } from './thresholds.js';
import { type Decision, stayWith, toAgentVerdict, toQuestion, toVerdict } from './to-verdict.js';

const lanes = new Set<Intent>(laneNames.map((name) => intentNames[name]));
const isCheap = ({ isReadOnly, intent }: Target): boolean => isReadOnly && intent !== Intent.INTENT_HUMAN_REQUEST;

/**
 * The model cannot be asked: the best guess where it leads clearly, a question where two agents that do different things
 * are close, otherwise the open task's agent or the generalist.
 */
export function decideWithoutModel(undecided: Undecided, decision: Decision, reason: string): Verdict {
  return { ...guess(undecided, decision), abstained: reason };
}

function guess({ ranked, task, lead }: Undecided, decision: Decision): Verdict {
  const { generalist } = decision.routes;
  const local: Decision = { ...decision, confidence: Confidence.CONFIDENCE_LOW, source: Source.SOURCE_RETRIEVAL };
  if (task) {
    const rival = ranked.find(({ target }) => target.agent !== task && canTakeOver(target));
    return rival && lead >= (task === BUILDER ? thresholds.start : thresholds.certainSwitch)
      ? toVerdict(rival.target, local)
      : stayWith(task, local);
  }
  const best = ranked[0];
  if (best && !isChatty(best.target)) {
    if (lead >= (isCheap(best.target) ? thresholds.startReading : thresholds.start))
      return toVerdict(best.target, local);
    const next = ranked.find(({ target }) => target.agent !== best.target.agent);
    const isWorthAsking = [best, next].every(
      (item) => item && item.score >= thresholds.likely && lanes.has(item.target.intent),
    );
    if (next && isWorthAsking && !(isCheap(best.target) && isCheap(next.target))) {
      return toQuestion([best.target, next.target], local);
    }
    if (best.score >= thresholds.likely && isCheap(best.target)) return toVerdict(best.target, local);
  }
  return toAgentVerdict(generalist, Intent.INTENT_UNCLEAR, { ...local, source: Source.SOURCE_DEFAULT });
}
