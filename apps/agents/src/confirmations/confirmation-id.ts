export type Choice = 'confirmed' | 'declined';

const words: Record<string, Choice> = { confirm: 'confirmed', decline: 'declined' };
const pattern =
  /^agent:([a-zA-Z0-9_-]{1,64}):(confirm|decline):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** Ids of the two buttons under a question. */
export const buttonIds = (agent: string, id: string) => ({
  confirm: `agent:${agent}:confirm:${id}`,
  decline: `agent:${agent}:decline:${id}`,
});

/** What a tapped button answers; undefined when it belongs to no question, or is broken. */
export function readButton(replyId: string): { agent: string; choice: Choice; id: string } | undefined {
  const [, agent, word, id] = pattern.exec(replyId) ?? [];
  return agent && word && id ? { agent, choice: words[word]!, id } : undefined;
}

/** Whether an id claims to be such a button, also a broken one. */
export const looksLikeButton = (replyId: string): boolean => /^agent:[^:]*:(confirm|decline):/.test(replyId);
