import type { ShownPhase } from './shown-phase.js';
import type { Standing } from './standing.js';

/** A phase that waits for its turn. */
export const phase = (name: string, given: Partial<ShownPhase> = {}): ShownPhase => ({
  name,
  agent: name,
  dependsOn: [],
  isConditional: false,
  state: 'blocked',
  ...given,
});

/** A build that runs. */
export const standing = (given: Partial<Standing> = {}): Standing => ({
  id: 'b',
  conversationId: 'c',
  title: 'Sol',
  language: 'en',
  workflow: 'full-build',
  state: 'running',
  revision: 1,
  revisions: [{ number: 1, createdAt: new Date(0), cause: 'start', state: 'running', parent: 0 }],
  waiting: [],
  reason: '',
  createdAt: new Date(0),
  finishedAt: null,
  url: '',
  unfinishedUrl: '',
  resumeAt: null,
  phases: [],
  ...given,
});
