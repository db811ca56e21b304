/**
 * Shares as retrieval gives them: 0 to 1, all targets together 1. Chosen by judgement while looking at the texts that were
 * learnt; `npm run eval` shows what they come to on those that were kept, which one author wrote, so a business will see
 * less. docs/adr/0011-who-takes-a-turn.md explains them. None of them lets retrieval alone choose an agent while the model
 * can be asked: the texts are too few to prove that it may.
 */
export const thresholds = {
  /** Below this share for the best target a text resembles nothing that anybody has written as an example. */
  floor: 0.2,
  /** Lead of another agent over the one with the open task at which leaving it is considered; higher than to begin. */
  switch: 0.3,
  /** The same while the model cannot be asked, or while what was said may be the answer to an open question. */
  certainSwitch: 0.5,
  /** Lead over the next agent at which the best one is tried while the model cannot be asked: one that only reads, or any.
   * The second is also the lead over a build, which goes on by itself: nobody is interrupted. */
  startReading: 0.1,
  start: 0.2,
  /** Share of each of two agents that makes it worth asking the person which it is, while the model cannot be asked. */
  likely: 0.2,
  /** Lead of chatter over the first agent of business at which a short text is taken for chatter without the model. */
  chattyLead: 0.1,
  /** Words of a text that is too short to be worth a question to the model when nothing of business is in it. */
  chattyWords: 4,
  /** Words of a text that continues the open task unless it clearly wants something else. */
  fragmentWords: 6,
};
