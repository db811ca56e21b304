import type { StackOptions } from '../environment/stack.ts';
import type { Stage } from './stage.ts';

/** C: times scaled down; N: only as long as the real limits are, so nightly. */
export type Tier = 'C' | 'N';

/** Where a scenario is played. */
export type Played =
  | {
      play: (stage: Stage) => Promise<void>;
      /** A stage of its own; the shared one otherwise. */
      needs?: StackOptions | (() => Promise<StackOptions>);
      /** What it leaves behind cannot be healed: the next one gets a new stage. */
      spoils?: boolean;
      /** Why it cannot be played on this machine; undefined when it can. */
      missing?: () => string | undefined;
    }
  /** A suite of `npm test` that plays it already, and which of its tests. */
  | { spec: string; tests?: string }
  | { skipped: string };

/** What the oracle must find in a control; the letters are those of the promises. */
export type Sabotaged = 'lost' | 'doubled' | 'outOfOrder' | 'nothing happened';

export interface Scenario {
  id: string;
  title: string;
  fault: string;
  /** What must hold besides the oracle. */
  holds: string;
  tier: Tier;
  /** A negative control: it passes when the oracle finds one of these. */
  mustFind?: Sabotaged[];
  /** Waits for answers this long; outages of several leases need more than the usual. */
  settleMs?: number;
  by: Played;
}
