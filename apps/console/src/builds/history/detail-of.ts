import type { BuildEventView } from '../../wire/build-contract.js';

interface Words {
  policy(policy: string): string;
  revision(number: string): string;
  reason(reason: string): string;
}

/** Why something happened, in words: the orchestrator notes changes with their policy, restores by number, faults by reason. */
export function detailOf({ type, detail }: Pick<BuildEventView, 'type' | 'detail'>, words: Words): string {
  if (type === 'refined') {
    const [, policy, text] = /^(wait|merge|replace): ([^]*)$/.exec(detail) ?? [];
    return policy ? `${text} (${words.policy(policy)})` : detail;
  }
  if (type === 'rolled_back' && /^\d+$/.test(detail)) return words.revision(detail);
  return /^[A-Z][A-Z_]+$/.test(detail) ? words.reason(detail) : detail;
}
