import { Intent } from '#libs/contracts';
import type { ScoredTarget } from '../routing/routes.js';
import { isChatty, type Target } from '../routing/target.js';
import { BUILDER } from '../routing/to-targets.js';
import { thresholds } from './thresholds.js';

/**
 * What a text means that belongs to a build which is at hand: a change, unless it looks clearly like a question about it, its
 * end, another build, or praise. A change can be undone; a second build that nobody wanted costs money.
 */
export function aboutBuild(ranked: readonly ScoredTarget[]): Target | undefined {
  const own = ranked.filter(({ target }) => target.agent === BUILDER);
  const change = own.find(({ target }) => target.intent === Intent.INTENT_BUILD_REFINEMENT);
  const [best] = own;
  if (!best || !change) return best?.target;
  const chatter = ranked.find(({ target }) => isChatty(target) && target.intent !== Intent.INTENT_UNCLEAR);
  if (chatter && chatter.score - best.score >= thresholds.chattyLead) return chatter.target;
  const needed = best.target.intent === Intent.INTENT_BUILD_REQUEST ? thresholds.start : 0;
  return best.score >= thresholds.floor && best.score - change.score >= needed ? best.target : change.target;
}
