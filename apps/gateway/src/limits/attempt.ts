/** One message of one person, as the windows see it. */
export interface Attempt {
  /** Pseudonym of the person at this number. */
  person: string;
  /** Pseudonym of the message: asked twice, a window answers the same. */
  message: string;
  /** `count` uses one of the person's messages; `blocked` only asks whether they were told already. */
  mode: 'count' | 'blocked';
}

/** `told` for the first refused message of a window: that one brings the notice. */
export type Ruling = 'allowed' | 'refused' | 'told';

/** A person's messages within a minute, counted from their first one. */
export interface Windows {
  /** Answers in the order of the attempts. */
  rule(attempts: readonly Attempt[]): Promise<Ruling[]>;
}

export const WINDOW_MS = 60_000;
