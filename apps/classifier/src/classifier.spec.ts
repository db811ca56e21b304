import { Confidence, Intent, Lane, Situation, Source } from '#libs/contracts';
import { asks, ClassifierStage } from './classifier.stage.js';

describe('the classifier over gRPC', () => {
  const stage = new ClassifierStage();
  const { away, choosing, classify, metrics, verdictOf } = stage;

  beforeAll(() => stage.open());
  beforeEach(() => stage.reset());
  afterAll(() => stage.close());

  it('lets the model decide what the local stages leave open, once for equal turns, then from the cache', async () => {
    const text = asks('me estaba preguntando si me podrías contar algo sobre las cosas');
    const [one, other] = await classify(text, text);
    for (const { outcome } of [one!, other!]) {
      expect(outcome).toMatchObject({
        value: {
          intent: Intent.INTENT_COMMERCE,
          lane: Lane.LANE_AGENT,
          confidence: Confidence.CONFIDENCE_HIGH,
          source: Source.SOURCE_MODEL,
          catalogueVersion: 'v1',
          abstained: '',
        },
      });
    }
    await expect(verdictOf({ text: ` ${text.toUpperCase()}  ` })).resolves.toMatchObject({
      source: Source.SOURCE_CACHE,
      intent: Intent.INTENT_COMMERCE,
    });
    expect(stage.api.requests).toHaveLength(1);
    expect(await metrics()).toMatch(/cache_hits_total\{.*cache_type="verdict_flight".*\} 1/);
  });

  it('shares a decision that is being made between calls', async () => {
    const text = asks('tengo varias cosas que contarte de lo que vimos el otro día');
    await Promise.all([classify(text), classify(text), classify(text)]);
    expect(stage.api.requests).toHaveLength(1);
  });

  it('knows from Redis what another process has decided', async () => {
    const text = asks('quería saber una cosa que me comentó mi vecina sobre todo esto');
    await classify(text);
    await stage.stop();
    await stage.start();
    await expect(verdictOf(text)).resolves.toMatchObject({ source: Source.SOURCE_CACHE });
    expect(stage.api.requests).toHaveLength(1);
  });

  it('asks no model for greetings, chatter, examples, commands and answers to open questions', async () => {
    const shopping = {
      situation: Situation.create({ activeAgent: 'commerce', phase: 'cart', openQuestion: 'quantity' }),
    };
    const outcomes = await classify(
      'hola',
      'hola tok-34-1',
      'jajaja',
      'xkcd',
      'quiero hacer un pedido',
      '/help',
      { text: '3', ...shopping },
      { text: 'no sé, unos pocos', ...shopping },
    );
    expect(outcomes.map(({ outcome }) => outcome?.$case)).toEqual(Array.from({ length: 8 }, () => 'verdict'));
    expect(stage.api.requests).toHaveLength(0);
  });

  it('stays with the open task for a fragment, without a model', async () => {
    const situation = Situation.create({ activeAgent: 'commerce', phase: 'cart' });
    for (const text of ['make it blue', 'el azul', 'y otro más', 'cancelar']) {
      await expect(verdictOf({ text, situation })).resolves.toMatchObject({
        lane: Lane.LANE_AGENT,
        taker: 'commerce',
      });
    }
    expect(stage.api.requests).toHaveLength(0);
  });

  it('leaves the open task when the model is sure, not when it guesses', async () => {
    const situation = Situation.create({ activeAgent: 'support', phase: 'ticket' });
    const ask = () =>
      verdictOf({ text: asks('antes de seguir con eso me gustaría ver las tazas que venden'), situation });
    await expect(ask()).resolves.toMatchObject({ taker: 'commerce' });
    choosing('Products', { confidence: 'low' });
    await expect(ask()).resolves.toMatchObject({ taker: 'support' });
    expect(stage.api.requests).toHaveLength(2);
  });

  it('hears a person wish for a person in the middle of a task', async () => {
    const situation = Situation.create({ activeAgent: 'commerce', openQuestion: 'address' });
    await expect(verdictOf({ text: 'quiero hablar con una persona', situation })).resolves.toMatchObject({
      command: 'human',
    });
  });

  it('asks back when two agents would do different things, and not when both only read', async () => {
    choosing('Products', { needs_clarification: true }, 'Something went wrong');
    await expect(verdictOf(asks('quería ver lo de cambiar las cosas que compré el otro día'))).resolves.toMatchObject({
      lane: Lane.LANE_CLARIFY,
      needsClarification: true,
      options: [
        { intent: Intent.INTENT_COMMERCE, agent: 'commerce' },
        { intent: Intent.INTENT_SUPPORT, agent: 'support' },
      ],
    });
    choosing('Facts', { needs_clarification: true }, 'Greets');
    await expect(verdictOf(asks('me contás un poco de todo lo que hay por ahí dando vueltas'))).resolves.toMatchObject({
      lane: Lane.LANE_AGENT,
      taker: 'information',
    });
  });

  it('takes no consent from a guess: a question with a button for it', async () => {
    choosing('Wants no more messages');
    await expect(
      verdictOf(asks('la verdad es que ya estoy cansada de que me manden tantas cosas')),
    ).resolves.toMatchObject({
      intent: Intent.INTENT_OPT_OUT,
      lane: Lane.LANE_CLARIFY,
      command: '',
      options: [{ intent: Intent.INTENT_OPT_OUT }, { agent: 'concierge' }],
    });
  });

  it('gives the generalist what fits nobody', async () => {
    choosing('nothing that is offered');
    await expect(verdictOf(asks('qué opinas de las elecciones del mes que viene en el norte'))).resolves.toMatchObject({
      intent: Intent.INTENT_UNCLEAR,
      source: Source.SOURCE_MODEL,
      taker: 'concierge',
    });
  });

  it('keeps of the entities that the model claims those that the text holds', async () => {
    const entities = [
      { type: 'product', value: 'taza azul' },
      { type: 'order_id', value: '99999' },
    ];
    choosing('Products', { entities });
    const verdict = await verdictOf(asks('estaba mirando y me gusta mucho la taza azul que tienen'));
    expect(verdict.entities).toEqual([{ type: 'product', value: 'taza azul' }]);
  });

  it('decides without the model when it is away, says why, and asks again next time', async () => {
    away();
    const text = 'hola buenas me dices porfa a que hora abren mañana sabado y hasta que hora atienden';
    const known = {
      intent: Intent.INTENT_INFORMATION,
      taker: 'information',
      abstained: 'model_away',
      source: Source.SOURCE_RETRIEVAL,
    };
    await expect(verdictOf(text)).resolves.toMatchObject(known);
    choosing('Facts');
    await expect(verdictOf(text)).resolves.toMatchObject({ source: Source.SOURCE_MODEL, abstained: '' });
  });

  it('judges each turn of a batch by itself, in order, also the bad ones', async () => {
    const outcomes = await classify(
      'STOP',
      { turnId: '', text: 'hola' },
      { text: 'x'.repeat(100_001) },
      { text: 'hola', replyId: 'x'.repeat(600) },
      'hola',
    );
    expect(outcomes.map(({ outcome }) => outcome)).toMatchObject([
      { $case: 'verdict', value: { command: 'stop' } },
      { $case: 'error', value: { reason: 'INVALID_MESSAGE', metadata: { field: 'turn_id' } } },
      { $case: 'error', value: { reason: 'INVALID_MESSAGE', metadata: { field: 'text' } } },
      { $case: 'error', value: { reason: 'INVALID_MESSAGE', metadata: { field: 'reply_id' } } },
      { $case: 'verdict', value: { intent: Intent.INTENT_SMALLTALK } },
    ]);
  });
});
