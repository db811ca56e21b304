import { Agent, ContentKind, Intent, Lane, Situation, Source, Turn } from '#libs/contracts';
import { Routes } from '../routing/routes.js';
import { classifyByRules } from './classify-by-rules.js';

const agents = [
  Agent.create({ name: 'commerce', lane: 'commerce' }),
  Agent.create({ name: 'concierge', readOnly: true }),
  Agent.create({ name: 'support', lane: 'support' }),
];
const routes = await Routes.learn(agents, [], 'v1');
const judge = (text: string, fields: Parameters<typeof Turn.create>[0] = {}, given = routes) =>
  classifyByRules(Turn.create({ turnId: 't', text, kind: ContentKind.CONTENT_KIND_TEXT, ...fields }), given, 'es');
const within = (situation: Parameters<typeof Situation.create>[0]) => ({ situation: Situation.create(situation) });
const shopping = within({ activeAgent: 'commerce', phase: 'cart' });

describe(classifyByRules, () => {
  it.each([
    ['/help', 'help', Intent.INTENT_HELP],
    ['/HUMAN please', 'human', Intent.INTENT_HUMAN_REQUEST],
    ['/forget', 'forget', Intent.INTENT_UNCLEAR],
    ['Ayuda', 'help', Intent.INTENT_HELP],
    ['STOP', 'stop', Intent.INTENT_OPT_OUT],
    ['  parar. ', 'stop', Intent.INTENT_OPT_OUT],
    ['darme de baja', 'stop', Intent.INTENT_OPT_OUT],
    ['começar', 'start', Intent.INTENT_OPT_IN],
    ['/undo', 'undo', Intent.INTENT_BUILD_UNDO],
    ['deshacer', 'undo', Intent.INTENT_BUILD_UNDO],
    ['progresso', 'status', Intent.INTENT_BUILD_STATUS],
    ['Cancelar!', 'cancel', Intent.INTENT_BUILD_CANCEL],
    ['borra mis datos', 'forget', Intent.INTENT_UNCLEAR],
  ])('takes %j as the command %s', (text, command, intent) => {
    expect(judge(text)).toMatchObject({ command, intent, lane: Lane.LANE_FIXED, source: Source.SOURCE_RULE });
  });

  it.each([
    'stop, he is not coming',
    'ayuda con mi pedido por favor',
    '/unknown',
    'no quiero parar',
    'cancelar mi pedido',
  ])('does not take %j as a command', (text) => expect(judge(text)).toBeUndefined());

  it('leaves what is about the open task to it, and never STOP or help', () => {
    expect(judge('cancelar', shopping)).toMatchObject({ command: '', candidates: [{ agent: 'commerce' }] });
    const asked = within({ activeAgent: 'concierge', openQuestion: 'choice' });
    expect(judge('persona', asked)).toMatchObject({ command: '', candidates: [{ agent: 'concierge' }] });
    expect(judge('/cancel', shopping)).toMatchObject({ command: '', candidates: [{ agent: 'commerce' }] });
    expect(judge('/cancel')).toMatchObject({ command: 'cancel' });
    expect(judge('/status', shopping)).toMatchObject({ command: 'status' });
    expect(judge('stop', shopping)).toMatchObject({ command: 'stop' });
    expect(judge('ayuda', shopping)).toMatchObject({ command: 'help' });
  });

  it.each([
    'quiero hablar con una persona',
    'hola, me gustaría hablar con un asesor por favor',
    'can I talk to a real person?',
    'put me through to the manager',
    'quero falar com um atendente',
    'me passa pra um humano',
  ])('hears the wish for a person in %j, whatever is going on', (text) => {
    const wanted = { intent: Intent.INTENT_HUMAN_REQUEST, command: 'human', lane: Lane.LANE_FIXED };
    expect(judge(text)).toMatchObject(wanted);
    expect(judge(text, within({ activeAgent: 'commerce', openQuestion: 'address' }))).toMatchObject(wanted);
  });

  it.each([
    'no quiero hablar con una persona',
    "i don't want to talk to a person",
    'una persona me dijo que abren',
    'eres humano?',
  ])('hears no wish for a person in %j', (text) => expect(judge(text)).toBeUndefined());

  it.each([
    'hola',
    'Hola!',
    'good morning',
    'Olá 👋',
    'buenas tardes',
    'obrigada!',
    'hola tok-3469-1',
    'hi k3x9',
    '👍',
    '?',
  ])('sees smalltalk in %j', (text) => {
    expect(judge(text)).toMatchObject({ intent: Intent.INTENT_SMALLTALK, candidates: [{ agent: 'concierge' }] });
  });

  it.each(['hola quiero 2 cafes', 'what are your prices?', 'buenas, a qué hora abren'])(
    'leaves %j to the later stages',
    (text) => expect(judge(text)).toBeUndefined(),
  );

  it.each([
    [ContentKind.CONTENT_KIND_REACTION, Lane.LANE_SILENT],
    [ContentKind.CONTENT_KIND_SYSTEM, Lane.LANE_SILENT],
    [ContentKind.CONTENT_KIND_REVOKE, Lane.LANE_SILENT],
    [ContentKind.CONTENT_KIND_EDIT, Lane.LANE_SILENT],
    [ContentKind.CONTENT_KIND_UNSUPPORTED, Lane.LANE_FIXED],
    [ContentKind.CONTENT_KIND_LOCATION, Lane.LANE_AGENT],
    [ContentKind.CONTENT_KIND_STICKER, Lane.LANE_AGENT],
    [ContentKind.CONTENT_KIND_ORDER, Lane.LANE_AGENT],
  ])('puts content kind %s into lane %s', (kind, lane) => expect(judge('ok', { kind })?.lane).toBe(lane));

  it.each([ContentKind.CONTENT_KIND_IMAGE, ContentKind.CONTENT_KIND_AUDIO, ContentKind.CONTENT_KIND_DOCUMENT])(
    'answers content kind %s without words with a fixed text, and leaves its words to the later stages',
    (kind) => {
      expect(judge(' ', { kind })).toMatchObject({ lane: Lane.LANE_FIXED });
      expect(judge('quiero esta taza', { kind })).toBeUndefined();
    },
  );

  it('gives orders to the shop, and a place to whoever asked for it', () => {
    const candidates = [{ agent: 'commerce' }];
    expect(judge('2 x taza', { kind: ContentKind.CONTENT_KIND_ORDER })).toMatchObject({ candidates });
    expect(judge('📍', { kind: ContentKind.CONTENT_KIND_LOCATION, ...shopping })).toMatchObject({ candidates });
    expect(judge('📍', { kind: ContentKind.CONTENT_KIND_LOCATION })).toMatchObject({
      candidates: [{ agent: 'concierge' }],
    });
  });

  it('gives what is written on the page of a product to the shop, unless it is something else for sure', async () => {
    const onPage = (text: string) => judge(text, { asksAboutProduct: true });
    for (const text of ['¿lo tienen hoy?', 'hola', '?']) {
      expect(onPage(text)).toMatchObject({ candidates: [{ agent: 'commerce' }], intent: Intent.INTENT_COMMERCE });
      expect(judge(text)?.candidates[0]?.agent).not.toBe('commerce');
    }
    expect(onPage('STOP')).toMatchObject({ command: 'stop' });
    expect(onPage('quiero hablar con una persona')).toMatchObject({ command: 'human' });
    const withoutShop = await Routes.learn(agents.slice(1), [], 'v1');
    expect(judge('¿lo tienen hoy?', { asksAboutProduct: true }, withoutShop)).toBeUndefined();
  });

  it('returns a reply to an old message to the agent that wrote it', () => {
    expect(judge('y este?', within({ activeAgent: 'commerce', quotedAgent: 'support' }))).toMatchObject({
      candidates: [{ agent: 'support' }],
    });
    expect(judge('y este?', within({ quotedAgent: 'gone' }))).toBeUndefined();
  });

  describe('a tapped button', () => {
    const tap = (replyId: string, given = routes) =>
      judge('Sí', { kind: ContentKind.CONTENT_KIND_REPLY, replyId }, given);

    it('goes to the agent that made it', () => {
      expect(tap('agent:commerce:confirm:42')).toMatchObject({
        source: Source.SOURCE_RULE,
        intent: Intent.INTENT_COMMERCE,
        candidates: [{ agent: 'commerce' }],
      });
    });

    it('never reaches an agent that does not serve the number', async () => {
      const other = await Routes.learn(agents.slice(1, 2), [], 'v1');
      expect(tap('agent:commerce:confirm:42', other)).toMatchObject({ candidates: [{ agent: 'concierge' }] });
      expect(tap('clarify:2:commerce', other)).toMatchObject({ candidates: [{ agent: 'concierge' }] });
    });

    it('resolves a clarifying question, consent included', () => {
      expect(tap('clarify:2:commerce')).toMatchObject({
        intent: Intent.INTENT_COMMERCE,
        candidates: [{ agent: 'commerce' }],
      });
      expect(tap('clarify:10:concierge')).toMatchObject({ command: 'stop', lane: Lane.LANE_FIXED });
      expect(tap('clarify:9:concierge')).toMatchObject({ command: 'human', lane: Lane.LANE_FIXED });
    });

    it('runs a command', () => expect(tap('command:help')).toMatchObject({ command: 'help' }));

    it.each(['clarify:999:commerce', 'clarify:x:commerce', 'somebody-elses-id', 'agent:', 'command:nothing'])(
      'survives the id %j',
      (id) => expect(tap(id)?.command ?? '').toBe(''),
    );
  });
});
