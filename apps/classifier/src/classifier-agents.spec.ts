import { ContentKind, Situation } from '#libs/contracts';
import { freePort, until } from '#libs/testing';
import { agent, agents, asks, ClassifierStage } from './classifier.stage.js';

describe('the agents that the classifier knows', () => {
  const stage = new ClassifierStage();
  const { classify, verdictOf } = stage;

  beforeAll(() => stage.open());
  beforeEach(() => stage.reset());
  afterAll(() => stage.close());

  it('never offers an agent that does not serve the number', async () => {
    const text = asks('estaba viendo si me animo y me llevo alguna de las tazas del otro día');
    await expect(verdictOf({ text, phoneNumberId: 'small' })).resolves.toMatchObject({
      taker: 'concierge',
    });
    await expect(verdictOf({ text, phoneNumberId: 'big' })).resolves.toMatchObject({
      taker: 'commerce',
    });
    const verdict = await verdictOf({
      text: 'ok',
      phoneNumberId: 'small',
      situation: Situation.create({ activeAgent: 'support' }),
    });
    expect(verdict.candidates.map(({ agent: name }) => name)).not.toContain('support');
  });

  it('limits the numbers that nobody listed where the list says so, and then no listed one without limits', async () => {
    const before = stage.listing;
    stage.listing = {
      ...before,
      catalogueVersion: 'v1-rest',
      numbers: [
        { phoneNumberId: 'big', agents: [] },
        { phoneNumberId: '', agents: ['concierge', 'information'] },
      ],
    };
    await stage.stop();
    await stage.start();
    const text = asks('estaba pensando si me decido y me llevo una de las tazas de ayer');
    await expect(verdictOf({ text, phoneNumberId: 'any other' })).resolves.toMatchObject({ taker: 'concierge' });
    await expect(verdictOf({ text, phoneNumberId: 'big' })).resolves.toMatchObject({ taker: 'commerce' });
    stage.listing = before;
    await stage.stop();
    await stage.start();
  });

  it('adopts agents that come later, and keeps the last list while nobody answers', async () => {
    stage.listing = { ...stage.listing, agents: [...agents, agent('travel')], catalogueVersion: 'v2' };
    await until(async () => (await verdictOf('hola')).catalogueVersion === 'v2');
    const port = Number(stage.peer.url.split(':')[1]);
    await stage.peer.stop();
    const tap = { text: 'Sí', replyId: 'agent:travel:1', kind: ContentKind.CONTENT_KIND_REPLY };
    await expect(verdictOf(tap)).resolves.toMatchObject({ taker: 'travel' });
    stage.peer = await stage.serveAgents(port);
  });

  it('starts without the agents: rules work, and everything else goes to the generalist', async () => {
    await stage.stop();
    await stage.start({ AGENTS_URL: `127.0.0.1:${await freePort()}` });
    const outcomes = await classify('/help', 'hola', {
      text: 'Sí',
      replyId: 'agent:commerce:1',
      kind: ContentKind.CONTENT_KIND_REPLY,
    });
    expect(outcomes.map(({ outcome }) => outcome)).toMatchObject([
      { value: { command: 'help' } },
      { value: { candidates: [{ agent: 'concierge' }] } },
      { value: { candidates: [{ agent: 'concierge' }] } },
    ]);
    await expect(verdictOf(asks('estaba pensando que a lo mejor compro un par de cosas'))).resolves.toMatchObject({
      taker: 'concierge',
    });
  });
});
