import type { ShownPhase } from './shown-phase.js';

/** A phase that waits for its turn. */
export const phase = (name: string, given: Partial<ShownPhase> = {}): ShownPhase => ({
  name,
  agent: name,
  dependsOn: [],
  isConditional: false,
  state: 'blocked',
  ...given,
});
