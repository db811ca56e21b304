import type { BuildStateView, PhaseStateView } from '../../wire/build-contract.js';
import { phaseOf } from '../builds.stage.js';
import { decisionsOn, timeOf } from './phase-rules.js';

describe(decisionsOn, () => {
  it.each<[BuildStateView, PhaseStateView, string[]]>([
    ['running', 'running', []],
    ['running', 'blocked', ['skip']],
    ['waiting_approval', 'waiting_approval', ['approve', 'skip']],
    ['failed', 'failed', ['retry', 'skip']],
    ['cancelled', 'cancelled', ['retry', 'skip']],
    ['failed', 'done', []],
    ['done', 'failed', []],
  ])('offers in a build that is %s for a phase that is %s: %j', (build, phase, decisions) => {
    expect(decisionsOn({ state: build }, { state: phase })).toEqual(decisions);
  });
});

describe(timeOf, () => {
  const at = (ms: number) => new Date(ms).toISOString();
  it.each([
    ['one that has not begun', {}, undefined],
    ['one that runs', { state: 'running', startedAt: at(1_000) }, 4_000],
    ['one that has ended', { state: 'done', startedAt: at(1_000), finishedAt: at(3_500) }, 2_500],
    ['one whose clock was ahead', { state: 'running', startedAt: at(9_000) }, 0],
    ['one that was used again', { state: 'reused', startedAt: at(1_000), finishedAt: at(3_500) }, undefined],
    ['one that waits for another try', { state: 'ready', startedAt: at(1_000) }, undefined],
  ] as const)('of %s', (_, phase, ms) => {
    expect(timeOf(phaseOf('x', phase), 5_000)).toBe(ms);
  });
});
