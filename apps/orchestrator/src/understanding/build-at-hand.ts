import { z } from 'zod';
import { BUILDER } from '../conversations/state/choose-agent.js';
import type { Session } from '../conversations/state/session.schema.js';

/** What a session remembers of builds, as slots of the one who plans them. */
export const buildSlots = z.object({
  /** The newest that was spoken of. */
  build: z.string(),
  /** Until then, in milliseconds since 1970, "make it blue" is likely to be about it. */
  until: z.number(),
});

/** The build that a conversation is about or may come back to at any moment; asks nobody. */
export function buildAtHand({ slots }: Session, now: number): string | undefined {
  const noted = slots[BUILDER] && buildSlots.safeParse(slots[BUILDER]);
  return noted?.success && noted.data.until > now ? noted.data.build : undefined;
}
