import type { BuildDetail, BuildView, PhaseView } from '../wire/build-contract.js';

/** A phase for specs; what is not said is as in one that waits. */
export const phaseOf = (name: string, more: Partial<PhaseView> = {}): PhaseView => ({
  id: `id-${name}`,
  name,
  agent: name,
  dependsOn: [],
  state: 'blocked',
  attempts: 0,
  startedAt: null,
  finishedAt: null,
  note: '',
  outputTail: '',
  tokens: 0,
  costMicros: 0,
  toolCalls: 0,
  model: '',
  reason: '',
  output: null,
  files: [],
  screenshot: '',
  notes: [],
  ...more,
});

export const buildOf = (more: Partial<BuildView> = {}): BuildView => ({
  id: 'b-1',
  phoneNumberId: '1',
  conversationId: 'c-1',
  title: 'Sol',
  request: 'a page',
  language: 'es',
  workflow: 'full-build',
  state: 'running',
  revision: 1,
  url: '',
  slug: '',
  screenshot: '',
  reason: '',
  createdAt: null,
  finishedAt: null,
  eta: null,
  phasesDone: 0,
  phasesTotal: 0,
  phasesReused: 0,
  tokens: 0,
  costMicros: 0,
  savedMicros: 0,
  ...more,
});

export const detailOf = (phases: PhaseView[], build: Partial<BuildView> = {}): BuildDetail => ({
  build: buildOf(build),
  phases,
  revisions: [{ number: 1, createdAt: null, cause: 'start', detail: '', state: 'running', parent: 0 }],
});
