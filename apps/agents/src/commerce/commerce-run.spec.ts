import { Run, type RunEvent } from '#libs/contracts';
import {
  answerEvents,
  type ModelBlock,
  type ScriptedCall,
  sendEvents,
  sendModelError,
  type ServedModel,
  toolEvents,
  toolResults,
} from '#libs/testing';
import { AgentsStage } from '../agents.stage.js';

type Event = NonNullable<RunEvent['event']>;

describe('an order from the first word to the last, over gRPC', () => {
  const stage = new AgentsStage();

  beforeAll(async () => {
    await stage.prepare();
    await stage.importExample();
    await stage.start();
  });
  afterAll(async () => {
    await stage.stop();
    await stage.drop();
  });
  beforeEach(() => {
    stage.api.requests.length = 0;
  });

  let turns = 0;
  const say = async (task: string, more: Partial<Run> = {}): Promise<Event[]> => {
    const turnId = `t${++turns}`;
    const context = { phoneNumberId: '1', contactId: 'ana', conversationId: 'v1', turnId, contactName: 'Ana' };
    const run = Run.create({
      runId: `${turnId}.1`,
      agent: 'commerce',
      task,
      language: 'es',
      timeoutMs: 10_000,
      context,
      ...more,
    });
    const events: Event[] = [];
    await stage.client.stream('execute', { runs: [run] }, (message) =>
      events.push(...message.events.map(({ event }) => event!)),
    );
    return events;
  };
  const script = (...rounds: (ScriptedCall[] | string)[]) => {
    stage.api.answer = (response) => {
      const round = rounds[stage.api.requests.length - 1] ?? 'listo';
      sendEvents(response, typeof round === 'string' ? answerEvents(round) : toolEvents(round));
    };
  };
  const textOf = (events: Event[]) =>
    events.flatMap((event) => (event.$case === 'text' ? [event.value.text] : [])).join('');
  const kinds = (events: Event[]) => events.map(({ $case }) => $case);
  const choicesOf = (events: Event[]) =>
    events.flatMap((event) => {
      const content = event.$case === 'part' ? event.value.content : undefined;
      return content?.$case === 'buttons' ? content.value.choices.map(({ id }) => id) : [];
    });
  const lastResult = () => JSON.parse(toolResults(stage.api.requests.at(-1)!)[0]!.content) as Record<string, unknown>;
  const contextOf = (request = stage.api.requests[0]!) =>
    (request.messages.at(-1)!.content as ModelBlock[])[0]?.text ?? '';
  const checkout = { fulfilment: 'pickup', recipient: 'Ana Ruiz' };

  it('searches, fills the cart, asks by button, and orders when the button is tapped, before the model says a word', async () => {
    script([{ name: 'search_products', input: { words: 'barra de pueblo' } }], 'Tenemos la barra de pueblo.');
    expect(textOf(await say('tienen barra?'))).toBe('Tenemos la barra de pueblo.');
    expect(JSON.stringify(lastResult())).toContain('PAN-03');
    expect(JSON.stringify(stage.api.requests[0]!.system)).toContain('La Espiga');

    stage.api.requests.length = 0;
    script(
      [{ name: 'add_to_cart', input: { sku: 'PAN-03', quantity: 2 } }],
      [{ name: 'checkout', input: checkout }],
      'Mira si está bien:',
    );
    const asked = await say('dame dos, las paso a buscar, soy Ana Ruiz');
    expect(kinds(asked)).toEqual(['started', 'tool', 'tool', 'text', 'part', 'slots', 'usage', 'done']);
    expect(asked.filter(({ $case }) => $case === 'tool')).toMatchObject([
      { value: { name: 'add_to_cart', status: 'ok' } },
      { value: { name: 'checkout', status: 'awaiting_confirmation' } },
    ]);
    expect(lastResult()).toMatchObject({ status: 'awaiting_confirmation' });

    stage.api.requests.length = 0;
    script('¡Hecho, Ana!');
    const [confirm] = choicesOf(asked);
    const done = await say('Confirmar', { replyId: confirm });
    expect(kinds(done)).toEqual(['tool', 'started', 'text', 'slots', 'usage', 'done']);
    expect(textOf(done)).toBe('¡Hecho, Ana!');
    expect(contextOf()).toMatch(/It has just been done.*P-\w{3}-\w{3}/);
    expect(contextOf()).not.toContain('agent:commerce');
  });

  it.each<[string, ServedModel['answer']]>([
    ['is away', (response) => sendModelError(response, 529, 'overloaded_error')],
    ['breaks off in mid-sentence', (response) => sendEvents(response, answerEvents('half').slice(0, 7))],
  ])('orders and says so also when the model %s', async (_, answer) => {
    script([{ name: 'add_to_cart', input: { sku: 'PAN-03', quantity: 1 } }], [{ name: 'checkout', input: checkout }]);
    const [confirm] = choicesOf(await say('otra'));
    stage.api.answer = answer;
    const events = await say('Confirmar', { replyId: confirm });
    expect(textOf(events)).toMatch(/^Tu pedido \*P-\w{3}-\w{3}\* está hecho\. Total: 1,30\s€\. ¡Gracias!$/);
    expect(events.at(-1)).toEqual({ $case: 'done', value: { stopReason: 'fixed' } });
    script('x');
    const again = await say('Confirmar', { replyId: confirm });
    expect(kinds(again)).not.toContain('tool');
    expect(contextOf(stage.api.requests.at(-1))).toContain('Nothing was done now');
  });

  it('asks no model about a button that is nobody’s', async () => {
    const events = await say('Confirmar', { replyId: 'agent:commerce:confirm:00000000-0000-4000-8000-000000000000' });
    expect(textOf(events)).toContain('Ese botón ya no sirve aquí');
    expect(stage.api.requests).toEqual([]);
  });

  it('tells the model which product was tapped', async () => {
    script('¿Cuántas?');
    await say('Barra de pueblo', { replyId: 'agent:commerce:sku:PAN-03' });
    expect(contextOf()).toContain('"agent:commerce:sku:PAN-03"');
  });

  it('runs no tool for a run that does not say whom it serves', async () => {
    const events = await say('hola', { context: undefined });
    expect(events).toMatchObject([
      { $case: 'failed', value: { reason: 'INVALID_MESSAGE', metadata: { field: 'context' } } },
    ]);
  });
});
