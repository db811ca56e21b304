import { Confidence, Source, Verdict } from '#libs/contracts';
import { chooseAgent } from './choose-agent.js';
import { newSession } from './session-builder.js';
import { newOwner } from './session-values.stage.js';
import type { Session } from './session.schema.js';

const session = (agent: string, fields: Partial<Session> = {}): Session => ({
  ...newSession(newOwner(), 1),
  agent,
  ...fields,
});
const spoken = (...agents: string[]): Session['turns'] =>
  agents.map((agent, index) => ({ turnId: `${index}`, agent, task: '', answer: '' }));
const verdict = (agent: string, fields: Partial<Verdict> = {}): Verdict =>
  Verdict.create({
    candidates: [{ agent, score: 1 }],
    confidence: Confidence.CONFIDENCE_MEDIUM,
    source: Source.SOURCE_RETRIEVAL,
    ...fields,
  });

describe(chooseAgent, () => {
  it('follows the verdict where nothing is under way, or the same agent is meant', () => {
    expect(chooseAgent(session(''), verdict('commerce'))).toBe('commerce');
    expect(chooseAgent(session('commerce'), verdict('commerce'))).toBe('commerce');
    expect(chooseAgent(session('commerce'), verdict('support'))).toBe('support');
  });

  it('stays with whom it was where the verdict names nobody', () => {
    expect(chooseAgent(session('commerce'), Verdict.create({}))).toBe('commerce');
    expect(chooseAgent(session(''), Verdict.create({}))).toBe('concierge');
  });

  it('leaves an open question for a sure verdict or a rule, and for no guess', () => {
    const asked = session('commerce', { openQuestion: 'confirmation' });
    expect(chooseAgent(asked, verdict('support'))).toBe('commerce');
    expect(chooseAgent(asked, verdict('support', { confidence: Confidence.CONFIDENCE_HIGH }))).toBe('support');
    expect(chooseAgent(asked, verdict('support', { source: Source.SOURCE_RULE }))).toBe('support');
  });

  describe('two agents that pass a person to and fro', () => {
    const tossed = session('support', { turns: spoken('support', 'commerce', 'support') });

    it('lose them to the generalist at the third exchange', () => {
      expect(chooseAgent(tossed, verdict('commerce'))).toBe('concierge');
    });

    it('may exchange them twice, and do so again when it is long ago', () => {
      expect(chooseAgent({ ...tossed, turns: spoken('commerce', 'support') }, verdict('commerce'))).toBe('commerce');
      const old = [
        ...spoken('support', 'commerce', 'support'),
        ...spoken(...Array.from({ length: 9 }, () => 'support')),
      ];
      expect(chooseAgent({ ...tossed, turns: old }, verdict('commerce'))).toBe('commerce');
    });

    it('are not stopped by the generalist in between', () => {
      const turns = spoken('support', 'concierge', 'commerce', 'clarify', 'support');
      expect(chooseAgent({ ...tossed, turns }, verdict('commerce'))).toBe('concierge');
    });

    it('do not count against a third one, or against a tap', () => {
      expect(chooseAgent(tossed, verdict('information'))).toBe('information');
      expect(chooseAgent(tossed, verdict('commerce', { source: Source.SOURCE_RULE }))).toBe('commerce');
    });
  });
});
