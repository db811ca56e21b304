import type { Run } from '#libs/contracts';
import { isRepeatable } from '#libs/texts';

/**
 * Whether a run is nothing but a question that anybody may ask: no conversation before it, nothing tapped, sent, noted or
 * handed over, no words that name somebody. Only such runs are answered from a cache or kept in it, so that it never holds
 * what would have to be erased with a person.
 */
export const isImpersonal = (run: Run): boolean =>
  run.history.length === 0 &&
  run.attachments.length === 0 &&
  run.suspicions.length === 0 &&
  !run.summary.trim() &&
  !run.handover.trim() &&
  !run.replyId &&
  (!run.slotsJson || run.slotsJson === '{}') &&
  !run.build &&
  run.task.trim() !== '' &&
  isRepeatable(run.task);

/** Stands for whoever asks: a tool that looked for somebody's data would find nobody's. */
const NOBODY = 'nobody';

/** The run as agents see it whose answers are shared: of a number, and of no person. */
export const withoutPerson = (run: Run): Run => ({
  ...run,
  context: run.context && { ...run.context, contactId: NOBODY, conversationId: NOBODY, contactName: '' },
});
