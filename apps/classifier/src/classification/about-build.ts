import { Intent } from '#libs/contracts';
import type { ScoredTarget } from '../routing/routes.js';
import { isChatty, type Target } from '../routing/target.js';
import { BUILDER } from '../routing/to-targets.js';
import { thresholds } from './thresholds.js';

/** How clearly it must be something else than a change, which can be undone: these cost money or somebody's work. */
const needed: Partial<Record<Intent, number>> = {
  [Intent.INTENT_BUILD_REQUEST]: thresholds.start,
  [Intent.INTENT_BUILD_CANCEL]: thresholds.switch,
  [Intent.INTENT_BUILD_UNDO]: thresholds.switch,
};

/**
 * What a text means that belongs to a build which is at hand: a change, unless it looks clearly like a question about it, its
 * end, another build, or praise.
 */
export function aboutBuild(ranked: readonly ScoredTarget[]): Target | undefined {
  const own = ranked.filter(({ target }) => target.agent === BUILDER);
  const change = own.find(({ target }) => target.intent === Intent.INTENT_BUILD_REFINEMENT);
  const [best] = own;
  if (!best || !change) return best?.target;
  const chatter = ranked.find(({ target }) => isChatty(target) && target.intent !== Intent.INTENT_UNCLEAR);
  if (chatter && chatter.score - best.score >= thresholds.chattyLead) return chatter.target;
  const lead = best.score - change.score;
  return best.score >= thresholds.floor && lead >= (needed[best.target.intent] ?? 0) ? best.target : change.target;
}
