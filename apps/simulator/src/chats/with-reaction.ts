import type { Reaction } from './message.js';

/** Each side has at most one reaction on a message; an empty emoji takes it away. */
export function withReaction(reactions: readonly Reaction[] = [], { by, emoji }: Reaction): Reaction[] {
  const others = reactions.filter((reaction) => reaction.by !== by);
  return emoji === '' ? others : [...others, { by, emoji }];
}
