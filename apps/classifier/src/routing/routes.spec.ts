import { Agent, Intent } from '#libs/contracts';
import { Routes } from './routes.js';
import { canTakeOver } from './target.js';
import { toTargets } from './to-targets.js';
import type { Utterance } from './utterances.js';

const said = (text: string) => ({ language: 'es', text });
const shop = Agent.create({
  name: 'shop',
  lane: 'commerce',
  useWhen: 'Sells.',
  examples: [said('quiero comprar una taza')],
});
const hotel = Agent.create({ name: 'hotel', lane: 'commerce', examples: [said('quiero reservar una habitación')] });
const concierge = Agent.create({ name: 'concierge', readOnly: true, examples: [said('qué puedes hacer')] });
const utterances: Utterance[] = [
  { intent: 'commerce', text: 'cuánto cuesta el café', language: 'es' },
  { intent: 'support', text: 'me llegó roto', language: 'es' },
  { intent: 'smalltalk', text: 'qué tal', language: 'es' },
  { intent: 'unclear', text: 'eso', language: 'es' },
];

describe(toTargets, () => {
  const agentOf = (agents: Agent[], intent: Intent) =>
    toTargets(agents, utterances)
      .filter((target) => target.intent === intent)
      .map(({ agent }) => agent);

  it('gives a lane to its agents, and every intent without one to the generalist', () => {
    expect(agentOf([shop, concierge], Intent.INTENT_COMMERCE)).toEqual(['shop']);
    expect(agentOf([shop, hotel, concierge], Intent.INTENT_COMMERCE)).toEqual(['shop', 'hotel']);
    expect(agentOf([shop, concierge], Intent.INTENT_SUPPORT)).toEqual(['concierge']);
    expect(agentOf([], Intent.INTENT_COMMERCE)).toEqual(['concierge']);
  });

  it('makes a generalist of what there is', async () => {
    const host = Agent.create({ name: 'host', useWhen: 'Everything.' });
    expect((await Routes.learn([shop, host], utterances, '1')).generalist).toBe('host');
    expect((await Routes.learn([shop], utterances, '1')).generalist).toBe('shop');
  });

  it('teaches an agent its own examples and the texts of its lane', () => {
    const [target] = toTargets([shop, concierge], utterances);
    expect(target).toMatchObject({ useWhen: 'Sells.', examples: ['quiero comprar una taza', 'cuánto cuesta el café'] });
  });
});

describe(Routes, () => {
  let routes: Routes;
  beforeAll(async () => {
    routes = await Routes.learn([shop, hotel, concierge], utterances, 'v1');
  });

  it('ranks agents of one lane by what is said to each', () => {
    expect(routes.rank('reservar habitación para hoy')[0]!.target.agent).toBe('hotel');
    expect(routes.rank('comprar otra taza')[0]!.target.agent).toBe('shop');
  });

  it('knows the target of an example however it is typed, unless two have it', () => {
    expect(routes.targetOfExample('QUIERO comprar una taza!')?.agent).toBe('shop');
    expect(routes.targetOfExample('cuanto cuesta el cafe')).toBeUndefined(); // shop and hotel both serve the lane
    expect(routes.targetOfExample('quiero comprar dos tazas')).toBeUndefined();
  });

  it('offers no agent but those of the number', async () => {
    const small = await Routes.learn([shop, concierge], utterances, 'v1');
    expect(small.isAllowed('hotel')).toBe(false);
    expect(small.rank('reservar una habitación').map(({ target }) => target.agent)).not.toContain('hotel');
    expect(small.id).not.toBe(routes.id);
  });

  it('never gives a turn to an agent that does not say when to choose it', async () => {
    const internal = Agent.create({ name: 'summariser', description: 'Summarises.', readOnly: true });
    const given = await Routes.learn([shop, concierge, internal], utterances, 'v1');
    expect(given.isAllowed('summariser')).toBe(false);
    expect(given.rank('resume esto').map(({ target }) => target.agent)).not.toContain('summariser');
  });

  it('lets no chatter take a task away', () => {
    const leaving = toTargets([shop, concierge], utterances)
      .filter(canTakeOver)
      .map(({ key }) => key);
    expect(leaving).toEqual(expect.arrayContaining(['agent:shop', 'support', 'human_request', 'unsafe']));
    expect(leaving).not.toEqual(expect.arrayContaining(['smalltalk']));
    expect(leaving).not.toContain('build_refinement');
  });
});
