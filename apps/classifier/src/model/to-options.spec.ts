import { Agent, Intent } from '#libs/contracts';
import type { Utterance } from '../routing/utterances.js';
import { toTargets } from '../routing/to-targets.js';
import { toOptions } from './to-options.js';

describe(toOptions, () => {
  const ranked = (agents: string[], utterances: Utterance[] = []) =>
    toTargets(
      [...agents.map((name) => Agent.create({ name, lane: 'support' })), Agent.create({ name: 'concierge' })],
      utterances,
    )
      .map((target, index) => ({ target, score: index / 100 }))
      .reverse(); // agents come last

  it('offers ten, the agents among them however unlikely', () => {
    const options = toOptions(ranked(['a', 'b']));
    expect(options).toHaveLength(10);
    expect(options.map(({ agent }) => agent)).toEqual(expect.arrayContaining(['a', 'b']));
  });

  it('leaves room for what is no agent', () => {
    const options = toOptions(ranked(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']));
    expect(options.filter(({ key }) => key.startsWith('agent:'))).toHaveLength(6);
    expect(options).toHaveLength(10);
  });

  it('never offers to be unclear', () => {
    expect(toOptions(ranked([])).map(({ intent }) => intent)).not.toContain(Intent.INTENT_UNCLEAR);
  });
});
