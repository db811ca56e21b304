import type { InboundMessage } from '#libs/contracts';

/** Kinds in which a person says nothing new to the business. */
const unsaid = new Set(['reaction', 'system', 'edit', 'revoke', 'handover', 'preference']);

/** Whether a person said something: it opens the 24 hours for free-form messages, and somebody should read it. */
export const isSaid = ({ content }: InboundMessage): boolean => !content || !unsaid.has(content.$case);
