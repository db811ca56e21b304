import { Intent } from '#libs/contracts';
import type { ScoredTarget } from '../routing/routes.js';
import type { Target } from '../routing/target.js';
import { slotNames } from './slots.js';

/** As many agents are offered whatever retrieval thinks of them: a slot is cheap, and to miss the right agent is not. */
const alwaysOffered = 6;

/** What the model may choose from: the likeliest agents, then what else is likely. That nothing fits is no option of its own. */
export function toOptions(ranked: readonly ScoredTarget[]): Target[] {
  const targets = ranked
    .map(({ target }) => target)
    .filter(({ intent, key }) => isAgent(key) || intent !== Intent.INTENT_UNCLEAR);
  const agents = targets.filter(({ key }) => isAgent(key)).slice(0, alwaysOffered);
  return [...new Set([...agents, ...targets])].slice(0, slotNames.length);
}

const isAgent = (key: string): boolean => key.startsWith('agent:');
