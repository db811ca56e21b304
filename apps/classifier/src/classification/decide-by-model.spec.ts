import { Agent, Confidence, Intent, Lane, Source, Turn } from '#libs/contracts';
import { Routes } from '../routing/routes.js';
import type { Target } from '../routing/target.js';
import { BUILDER } from '../routing/to-targets.js';
import type { Utterance } from '../routing/utterances.js';
import { decideByModel } from './decide-by-model.js';

const agents = [
  Agent.create({ name: 'commerce', lane: 'commerce' }),
  Agent.create({ name: 'information', lane: 'information', readOnly: true }),
  Agent.create({ name: 'concierge', readOnly: true }),
  Agent.create({ name: BUILDER }),
];

const said = (intent: Utterance['intent'], text: string): Utterance => ({ intent, text, language: 'en' });
const learnt = [
  said('commerce', 'to Cadiz Street, two loaves'),
  said('information', 'in which street are you'),
  said('build_refinement', 'make the street blue'),
  said('build_status', 'how far is my page'),
];

describe(decideByModel, () => {
  let routes: Routes;
  beforeAll(async () => {
    routes = await Routes.learn(agents, learnt, 'v1');
  });

  /** What becomes of a choice that the model made with this confidence, and wants to ask about. */
  const decide = (intent: Intent, second: Intent, confidence: 'low' | 'high', task?: string, lead = 0) => {
    const ranked = routes.rank('to Cadiz Street, in my name');
    const targetOf = (wanted: Intent): Target => ranked.find(({ target }) => target.intent === wanted)!.target;
    const answer = {
      choice: '',
      second: '',
      confidence,
      needs_clarification: true,
      language: 'en' as const,
      entities: [],
    };
    const choice = { chosen: targetOf(intent), second: targetOf(second), answer };
    const verdict = decideByModel(
      Turn.create({ turnId: '1' }),
      choice,
      { ranked, task, lead },
      {
        routes,
        ranked,
        language: 'en',
        confidence: Confidence.CONFIDENCE_LOW,
        source: Source.SOURCE_MODEL,
      },
    );
    return [verdict.lane, verdict.candidates[0]!.agent, verdict.intent];
  };

  it('asks between two that do different things where no task is open', () => {
    const [lane] = decide(Intent.INTENT_COMMERCE, Intent.INTENT_INFORMATION, 'low');
    expect(lane).toBe(Lane.LANE_CLARIFY);
  });

  it('asks nothing on a guess while a task is open: its agent goes on, also where the guess names it', () => {
    const stays = [Lane.LANE_AGENT, 'commerce', Intent.INTENT_COMMERCE];
    expect(decide(Intent.INTENT_COMMERCE, Intent.INTENT_INFORMATION, 'low', 'commerce')).toEqual(stays);
    expect(decide(Intent.INTENT_INFORMATION, Intent.INTENT_COMMERCE, 'low', 'commerce')).toEqual(stays);
    expect(decide(Intent.INTENT_INFORMATION, Intent.INTENT_COMMERCE, 'high', 'commerce')[0]).toBe(Lane.LANE_CLARIFY);
  });

  it('takes also a guess for what is wanted of a build that is at hand', () => {
    expect(decide(Intent.INTENT_BUILD_STATUS, Intent.INTENT_BUILD_REFINEMENT, 'low', BUILDER)).toEqual([
      Lane.LANE_AGENT,
      BUILDER,
      Intent.INTENT_BUILD_STATUS,
    ]);
    expect(decide(Intent.INTENT_INFORMATION, Intent.INTENT_BUILD_REFINEMENT, 'low', BUILDER)).toEqual([
      Lane.LANE_AGENT,
      BUILDER,
      Intent.INTENT_BUILD_REFINEMENT,
    ]);
  });

  it('makes no change of a build out of a guess where retrieval clearly sees something else', () => {
    const guess = (confidence: 'low' | 'high', lead: number) =>
      decide(Intent.INTENT_BUILD_REFINEMENT, Intent.INTENT_COMMERCE, confidence, BUILDER, lead)[1];
    expect(guess('low', 0.97)).toBe('commerce');
    expect(guess('low', 0.49)).toBe(BUILDER);
    expect(guess('high', 0.97)).toBe(BUILDER);
  });
});
