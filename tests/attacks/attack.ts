/** Cases of one spec that play an attack, by the titles that stand in its source. */
export interface Played {
  spec: string;
  cases: readonly string[];
}

export interface Attack {
  id: string;
  what: string;
  /** What it aims at. */
  target: string;
  /** What must come of it. */
  safe: string;
  played: readonly Played[];
  /** What of it has no target yet, and why. */
  open?: string;
}

/** Cases of `spec`, which is named from the root of the repository. */
export const at = (spec: string, ...cases: string[]): Played => ({ spec, cases });

export const LIVE = 'tests/attacks/live-attacks.spec.ts';
/** For what the whole processes do already: strangers, floods and broken payloads. */
export const BAD_INPUT = 'tests/e2e/bad-input.spec.ts';
export const WEBHOOK = 'tests/contract/gateway/webhook.spec.ts';
export const CONSOLE = 'tests/contract/gateway/console.spec.ts';
