/** A bucket as the generic cell rate algorithm sees it. */
export interface BucketRule {
  /** Time in which one place becomes free; 0 lifts the limit. */
  intervalMs: number;
  /** Places that may be taken at once after a rest. */
  burst: number;
}

export interface SendRules {
  /** A business number to one person. */
  pair: BucketRule;
  /** A business number to everybody. */
  number: BucketRule;
}

interface RuleSettings {
  PAIR_SECONDS_PER_MESSAGE: number;
  PAIR_BURST: number;
  NUMBER_RATE_PER_SECOND: number;
}

export const sendRules = ({
  PAIR_SECONDS_PER_MESSAGE,
  PAIR_BURST,
  NUMBER_RATE_PER_SECOND: rate,
}: RuleSettings): SendRules => ({
  pair: { intervalMs: PAIR_SECONDS_PER_MESSAGE * 1_000, burst: PAIR_BURST },
  number: { intervalMs: rate === 0 ? 0 : 1_000 / rate, burst: Math.max(1, rate) },
});
