import { Intent } from '#libs/contracts';

/** What a tapped button stands for, as the id says that Parley gave it. */
export type Choice =
  | { kind: 'agent'; agent: string }
  | { kind: 'command'; name: string }
  | { kind: 'clarified'; intent: Intent; agent: string };

/** `agent:<name>:<token>`, `command:<name>`, `clarify:<intent number>:<agent>`; undefined for ids of anybody else. */
export function readChoice(replyId: string): Choice | undefined {
  const [kind, first = '', second = ''] = replyId.split(':');
  if (kind === 'agent' && first) return { kind, agent: first };
  if (kind === 'command' && first) return { kind, name: first };
  if (kind !== 'clarify' || !/^\d{1,3}$/.test(first)) return undefined;
  const intent = Number(first);
  return intent in Intent && intent !== 0 ? { kind: 'clarified', intent, agent: second } : undefined;
}
