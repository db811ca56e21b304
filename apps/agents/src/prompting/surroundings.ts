/** What a prompt says that is neither the agent's nor the run's own. */
export interface Surroundings {
  now: Date;
  /** What the business wrote down about itself: the same text for all its runs. */
  facts?: string;
  /** What a tapped button has done. */
  note?: string;
}
