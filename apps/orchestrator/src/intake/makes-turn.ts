import { Disposition, type InboundMessage } from '#libs/contracts';

/** Kinds that are recorded and need no answer. */
const silent = new Set(['reaction', 'system', 'edit', 'revoke', 'handover', 'preference']);

/** Whether somebody expects an answer to this message. */
export function makesTurn({ content, disposition, notice }: InboundMessage): boolean {
  if (disposition !== Disposition.DISPOSITION_ACCEPTED) return notice;
  return !content || !silent.has(content.$case);
}
