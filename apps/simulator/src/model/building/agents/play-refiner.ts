import { normalize } from '../../replies/normalize.js';
import { isObject } from '../../wire/message-request.js';
import { type Change, findChange, ownerOf } from '../brief/find-change.js';
import { agentWords } from './agent-words.js';
import type { Desk } from './desk.js';
import type { Task } from './read-task.js';

/** When a wish is to be worked in, and who must work again for it. */
export function judgeChange({ task }: Desk): {
  policy: 'wait' | 'merge' | 'replace';
  targets: string[];
  summary: string;
} {
  const words = agentWords[task.language];
  const wish = wishOf(task);
  const plain = normalize(wish);
  const phases = phasesOf(task);
  if (
    /\b(forget (?:it|that|about)|instead of (?:that|this)|start (?:again|over)|something else|olvida\w*|en vez de|en lugar de eso|empieza de (?:nuevo|cero)|otra cosa|esqueca|em vez d\w+|comeca de novo|recome\w+|outra coisa)\b/.test(
      plain,
    )
  ) {
    return { policy: 'replace', targets: phases.map(({ name }) => name).slice(0, 20), summary: words.replaced };
  }
  const change = findChange(wish);
  const owner = change ? ownerOf(change) : 'content';
  const named = phases.filter(({ name, agent }) => agent === owner || name === owner || name === roleOf[owner]);
  const targets = [...new Set(named.map(({ name }) => name))].slice(0, 1);
  const isLater =
    /\b(later|when (?:it is|it's|you(?:'re| are)) (?:done|ready|finished)|afterwards|despues|luego|cuando (?:termines|acabes|este)|depois|quando (?:terminar|acabar|estiver))\b/.test(
      plain,
    );
  return {
    policy: isLater ? 'wait' : 'merge',
    targets: targets.length > 0 ? targets : [roleOf[owner]],
    summary: change ? words.change[wordOf(change)] : words.unclear,
  };
}

const roleOf = { designer: 'design', content: 'content', frontend: 'frontend' } as const;

const wordOf = (change: Change) => (change.about === 'lightness' ? change.to : change.about);

function wishOf(task: Task): string {
  for (const name of ['change', 'wish', 'message', 'refinement', 'text']) {
    const value = task.values.get(name);
    if (typeof value === 'string' && value) return value;
  }
  return task.changes.at(-1) ?? task.request;
}

/** Phases as the caller lists them: as JSON, or a line each with the agent behind the name. */
function phasesOf({ values, text }: Task): { name: string; agent: string }[] {
  const given = values.get('phases');
  if (Array.isArray(given)) {
    return given.filter(isObject).flatMap(({ name, agent }) => {
      if (typeof name !== 'string') return [];
      return [{ name, agent: typeof agent === 'string' ? agent : '' }];
    });
  }
  const listed = typeof given === 'string' ? given : text;
  return [...listed.matchAll(/^[-*\s]*([a-z][a-z0-9-]{0,39}) \(([a-z][a-z-]{0,40})\b/gm)].map(
    ([, name = '', agent = '']) => ({ name, agent }),
  );
}
