import { Intent } from '#libs/contracts';

/** One thing that a turn can want, and the agent that takes it. */
export interface Target {
  /** Unique among the targets of a number. */
  key: string;
  intent: Intent;
  agent: string;
  /** For whoever chooses: what belongs here, and what belongs to a neighbour. */
  useWhen: string;
  notWhen: string;
  /** Taking it changes nothing, so that a wrong guess costs an answer and no more. */
  isReadOnly: boolean;
  examples: readonly string[];
}

/** Wants that mean something of their own only when no task is open: "make it blue" is about what is being done. */
const dependent = new Set([
  Intent.INTENT_BUILD_REFINEMENT,
  Intent.INTENT_BUILD_STATUS,
  Intent.INTENT_BUILD_CANCEL,
  Intent.INTENT_BUILD_UNDO,
  Intent.INTENT_FEEDBACK,
  Intent.INTENT_SMALLTALK,
  Intent.INTENT_UNCLEAR,
]);

/** Whether a turn that wants this may leave the task of another agent. */
export const canTakeOver = ({ intent }: Target): boolean => !dependent.has(intent);

/** What the generalist answers anyhow: nothing is gained by asking which of these it is. */
const chatty = new Set([Intent.INTENT_SMALLTALK, Intent.INTENT_UNCLEAR, Intent.INTENT_FEEDBACK]);
export const isChatty = ({ intent }: Target): boolean => chatty.has(intent);
