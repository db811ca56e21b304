import { ContentKind, Intent, Lane, Source, Turn } from '#libs/contracts';
import { classifyByRules } from './classify-by-rules.js';

const judge = (text: string, fields: Partial<Turn> = {}) =>
  classifyByRules(Turn.create({ turnId: 't', text, kind: ContentKind.CONTENT_KIND_TEXT, ...fields }));

describe(classifyByRules, () => {
  it.each([
    ['/help', 'help', Intent.INTENT_HELP],
    ['/HUMAN please', 'human', Intent.INTENT_HUMAN_REQUEST],
    ['Ayuda', 'help', Intent.INTENT_HELP],
    ['STOP', 'stop', Intent.INTENT_OPT_OUT],
    ['  parar. ', 'stop', Intent.INTENT_OPT_OUT],
    ['darme de baja', 'stop', Intent.INTENT_OPT_OUT],
    ['começar', 'start', Intent.INTENT_OPT_IN],
    ['/undo', 'undo', Intent.INTENT_BUILD_UNDO],
  ])('takes %j as the command %s', (text, command, intent) => {
    expect(judge(text)).toMatchObject({ command, intent, lane: Lane.LANE_FIXED, source: Source.SOURCE_RULE });
  });

  it.each(['stop, he is not coming', 'ayuda con mi pedido por favor', '/unknown', 'no quiero parar'])(
    'does not take %j as a command',
    (text) => expect(judge(text)).toMatchObject({ command: '', lane: Lane.LANE_AGENT }),
  );

  it.each(['hola', 'Hola!', 'good morning', 'Olá 👋', 'buenas tardes', 'obrigada!'])('sees smalltalk in %j', (text) => {
    expect(judge(text)).toMatchObject({ intent: Intent.INTENT_SMALLTALK, candidates: [{ agent: 'concierge' }] });
  });

  it('gives other text to the generalist and says that it was not sure', () => {
    expect(judge('what are your prices?')).toMatchObject({
      lane: Lane.LANE_AGENT,
      source: Source.SOURCE_DEFAULT,
      candidates: [{ agent: 'concierge' }],
    });
  });

  it.each([
    [ContentKind.CONTENT_KIND_REACTION, Lane.LANE_SILENT],
    [ContentKind.CONTENT_KIND_SYSTEM, Lane.LANE_SILENT],
    [ContentKind.CONTENT_KIND_REVOKE, Lane.LANE_SILENT],
    [ContentKind.CONTENT_KIND_EDIT, Lane.LANE_SILENT],
    [ContentKind.CONTENT_KIND_IMAGE, Lane.LANE_FIXED],
    [ContentKind.CONTENT_KIND_UNSUPPORTED, Lane.LANE_FIXED],
    [ContentKind.CONTENT_KIND_REPLY, Lane.LANE_AGENT],
  ])('puts content kind %s into lane %s', (kind, lane) => expect(judge('ok', { kind }).lane).toBe(lane));

  it.each([
    ['hola', {}, 'es'],
    ['hello there', {}, 'en'],
    ['bom dia, tudo bem?', {}, 'pt'],
    ['¿Cuánto cuesta el envío?', {}, 'es'],
    ['Quanto custa o frete?', {}, 'pt'],
    ['How much is shipping?', {}, 'en'],
    ['ok', { knownLanguage: 'pt' }, 'pt'],
    ['ok', { region: 'BR' }, 'pt'],
    ['👍', { region: 'US' }, 'en'],
    ['ok', {}, 'es'],
    ['I would like to know more about this product', { knownLanguage: 'es' }, 'en'],
  ])('reads %j with %j as %s', (text, fields, language) => expect(judge(text, fields).language).toBe(language));
});
