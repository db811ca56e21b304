import { join } from 'node:path';
import { type RunningService, startService } from '#libs/bootstrap';
import { readConfig } from '#libs/config';
import {
  Agent,
  AgentService,
  ClassifierService,
  Confidence,
  ContentKind,
  Intent,
  Lane,
  ListAgentsResponse,
  Situation,
  Source,
  Turn,
  type Verdict,
} from '#libs/contracts';
import { GrpcClient } from '#libs/grpc';
import {
  answerEvents,
  freePort,
  personText,
  sendEvents,
  sendModelError,
  type ServedModel,
  serveModel,
  serveStub,
  type Stub,
  until,
} from '#libs/testing';
import { ClassifierModule } from './classifier.module.js';
import { classifierConfig } from './classifier.config.js';

const agent = (name: string, readOnly = false) =>
  Agent.create({ name, lane: name === 'concierge' ? '' : name, readOnly });
const all = [agent('commerce'), agent('concierge', true), agent('information', true), agent('support')];
/** Unlike the examples, long enough to be worth a question, and new in every test so that nothing is cached. */
let count = 0;
const asks = (text: string) =>
  `${text} ${'abcdefghij'[count++ % 10]!.repeat(3)}${'klmnopqrst'[Math.floor(count / 10)]!}`;

describe('the classifier over gRPC', () => {
  let api: ServedModel;
  let peer: Stub;
  let listing: ListAgentsResponse;
  let service: RunningService;
  let client: GrpcClient<typeof ClassifierService>;
  let ports: { grpc: number; ops: number };

  const serveAgents = (port?: number) =>
    serveStub(
      AgentService,
      { listAgents: (_: unknown, reply: (error: null, value: ListAgentsResponse) => void) => reply(null, listing) },
      port,
    );
  const start = async (env: Record<string, string> = {}) => {
    ports = { grpc: await freePort(), ops: await freePort() };
    const config = readConfig(classifierConfig, {
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      ANTHROPIC_API_KEY: 'key',
      ANTHROPIC_BASE_URL: api.url,
      AGENTS_URL: peer.url,
      REDIS_URL: `${process.env['TEST_REDIS_URL']}/9`,
      UTTERANCES_DIR: join(import.meta.dirname, '../utterances'),
      AGENTS_REFRESH_MS: '100',
      OPS_PORT: `${ports.ops}`,
      GRPC_PORT: `${ports.grpc}`,
      BIND_ADDRESS: '127.0.0.1',
      ...env,
    });
    service = await startService(ClassifierModule, config);
    client = new GrpcClient(ClassifierService, `127.0.0.1:${ports.grpc}`, {
      classify: 'orchestrator.classifier.classify',
    });
  };
  const stop = async () => {
    await client.close();
    await service.close();
  };
  const classify = async (...turns: (string | Parameters<typeof Turn.create>[0])[]) => {
    const { outcomes } = await client.call('classify', {
      turns: turns.map((fields, index) =>
        Turn.create({
          turnId: `t${index}`,
          kind: ContentKind.CONTENT_KIND_TEXT,
          ...(typeof fields === 'string' ? { text: fields } : fields),
        }),
      ),
    });
    return outcomes;
  };
  const verdictOf = async (...[turn]: Parameters<typeof classify>): Promise<Verdict & { taker?: string }> => {
    const [outcome] = await classify(turn);
    if (outcome?.outcome?.$case !== 'verdict') throw new Error(`no verdict: ${JSON.stringify(outcome)}`);
    const { value } = outcome.outcome;
    return { ...value, taker: value.candidates[0]?.agent };
  };
  /** The model chooses the agent or intent whose description holds these words. */
  const choosing = (words: string, more: object = {}, secondWords?: string) => {
    api.answer = (response, request) => {
      const slotOf = (looked: string | undefined) =>
        (looked && new RegExp(`^(c\\d\\d): .*${looked}`, 'm').exec(personText(request))?.[1]) ?? 'none_of_these';
      const answer = {
        choice: slotOf(words),
        second: slotOf(secondWords),
        confidence: 'high',
        needs_clarification: false,
        language: 'es',
        entities: [],
        ...more,
      };
      sendEvents(response, answerEvents(JSON.stringify(answer)));
    };
  };
  const away = () => {
    api.answer = (response) => sendModelError(response, 500, 'api_error', { headers: { 'x-should-retry': 'false' } });
  };
  const metrics = async () => (await fetch(`http://127.0.0.1:${ports.ops}/metrics`)).text();

  beforeAll(async () => {
    listing = ListAgentsResponse.create({
      agents: all,
      catalogueVersion: 'v1',
      numbers: [{ phoneNumberId: 'small', agents: ['concierge', 'information'] }],
    });
    [api, peer] = await Promise.all([serveModel(), serveAgents()]);
    await start();
  });
  beforeEach(() => {
    api.requests.length = 0;
    choosing('Products');
  });
  afterAll(async () => {
    await stop();
    await Promise.all([api.stop(), peer.stop()]);
  });

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
    expect(api.requests).toHaveLength(1);
    expect(await metrics()).toMatch(/cache_hits_total\{.*cache_type="verdict_flight".*\} 1/);
  });

  it('shares a decision that is being made between calls', async () => {
    const text = asks('tengo varias cosas que contarte de lo que vimos el otro día');
    await Promise.all([classify(text), classify(text), classify(text)]);
    expect(api.requests).toHaveLength(1);
  });

  it('knows from Redis what another process has decided', async () => {
    const text = asks('quería saber una cosa que me comentó mi vecina sobre todo esto');
    await classify(text);
    await stop();
    await start();
    await expect(verdictOf(text)).resolves.toMatchObject({ source: Source.SOURCE_CACHE });
    expect(api.requests).toHaveLength(1);
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
    expect(api.requests).toHaveLength(0);
  });

  it('stays with the open task for a fragment, without a model', async () => {
    const situation = Situation.create({ activeAgent: 'commerce', phase: 'cart' });
    for (const text of ['make it blue', 'el azul', 'y otro más', 'cancelar']) {
      await expect(verdictOf({ text, situation })).resolves.toMatchObject({
        lane: Lane.LANE_AGENT,
        taker: 'commerce',
      });
    }
    expect(api.requests).toHaveLength(0);
  });

  it('leaves the open task when the model is sure, not when it guesses', async () => {
    const situation = Situation.create({ activeAgent: 'support', phase: 'ticket' });
    const ask = () =>
      verdictOf({ text: asks('antes de seguir con eso me gustaría ver las tazas que venden'), situation });
    await expect(ask()).resolves.toMatchObject({ taker: 'commerce' });
    choosing('Products', { confidence: 'low' });
    await expect(ask()).resolves.toMatchObject({ taker: 'support' });
    expect(api.requests).toHaveLength(2);
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
    const before = listing;
    listing = {
      ...before,
      catalogueVersion: 'v1-rest',
      numbers: [
        { phoneNumberId: 'big', agents: [] },
        { phoneNumberId: '', agents: ['concierge', 'information'] },
      ],
    };
    await stop();
    await start();
    const text = asks('estaba pensando si me decido y me llevo una de las tazas de ayer');
    await expect(verdictOf({ text, phoneNumberId: 'any other' })).resolves.toMatchObject({ taker: 'concierge' });
    await expect(verdictOf({ text, phoneNumberId: 'big' })).resolves.toMatchObject({ taker: 'commerce' });
    listing = before;
    await stop();
    await start();
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

  it('adopts agents that come later, and keeps the last list while nobody answers', async () => {
    listing = { ...listing, agents: [...all, agent('travel')], catalogueVersion: 'v2' };
    await until(async () => (await verdictOf('hola')).catalogueVersion === 'v2');
    const port = Number(peer.url.split(':')[1]);
    await peer.stop();
    const tap = { text: 'Sí', replyId: 'agent:travel:1', kind: ContentKind.CONTENT_KIND_REPLY };
    await expect(verdictOf(tap)).resolves.toMatchObject({ taker: 'travel' });
    peer = await serveAgents(port);
  });

  it('starts without the agents: rules work, and everything else goes to the generalist', async () => {
    await stop();
    await start({ AGENTS_URL: `127.0.0.1:${await freePort()}` });
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
