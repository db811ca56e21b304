/**
 * Differences of cosines, read off the held-out texts by `npm run eval` and explained in docs/adr/0011-who-takes-a-turn.md.
 * No margin lets retrieval alone choose a specialist while the model can be asked: the held-out texts are too few to
 * prove it.
 */
export const thresholds = {
  /** Below this score a text resembles nothing that anybody has written as an example. */
  floor: 0.045,
  /** Lead of another agent over the one with the open task at which a switch is worth considering; higher than `start`. */
  switch: 0.08,
  /** The same while the model cannot be asked, or while a question is open. */
  certainSwitch: 0.14,
  /** Lead at which the best agent is tried while the model cannot be asked: one that only reads, or any. */
  startReading: 0.04,
  start: 0.08,
  /** Words of a text that is too short to be worth a question to the model when nothing of business is in it. */
  chattyWords: 4,
  /** Words of a text that continues the open task unless it clearly wants something else. */
  fragmentWords: 6,
};
