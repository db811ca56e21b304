import { join } from 'node:path';
import { Agent, Confidence, ContentKind, Intent, Situation, Source, Turn } from '#libs/contracts';
import { detectLanguage } from '../language/detect-language.js';
import { Routes } from '../routing/routes.js';
import { BUILDER } from '../routing/to-targets.js';
import { isHeldOut, readUtterances } from '../routing/utterances.js';
import { classifyByRules } from '../rules/classify-by-rules.js';
import { aboutBuild } from './about-build.js';
import { decideLocally } from './decide-locally.js';
import { decideWithoutModel } from './decide-without-model.js';

const agents = [
  ...['information', 'commerce', 'support'].map((lane) =>
    Agent.create({ name: lane, lane, readOnly: lane === 'information' }),
  ),
  Agent.create({ name: 'concierge', readOnly: true }),
  Agent.create({ name: BUILDER }),
];
const utterances = readUtterances(join(import.meta.dirname, '../../utterances'));

/** What the stages without a model make of a turn, while a build is at hand or not. */
function verdictOf(
  routes: Routes,
  text: string,
  { isBuilding = true, quoted = '', kind = ContentKind.CONTENT_KIND_TEXT } = {},
) {
  const situation = Situation.create({
    ...(isBuilding && { activeAgent: BUILDER, phase: 'build' }),
    quotedAgent: quoted,
  });
  const turn = Turn.create({ turnId: text, text, kind, situation });
  const language = detectLanguage(text, '', 'ES');
  const ruled = classifyByRules(turn, routes, language);
  if (ruled) return ruled;
  const local = decideLocally(turn, routes, language);
  if (!('ranked' in local)) return local;
  const decision = { routes, language, ranked: local.ranked, confidence: Confidence.CONFIDENCE_LOW };
  return decideWithoutModel(local, { ...decision, source: Source.SOURCE_RETRIEVAL }, 'off');
}

describe(aboutBuild, () => {
  let routes: Routes;
  beforeAll(async () => {
    routes = await Routes.learn(
      agents,
      utterances.filter((one) => !isHeldOut(one)),
      'v1',
    );
  });
  const wanted = (text: string, given = {}) => {
    const { intent, command, candidates } = verdictOf(routes, text, given);
    return command || `${candidates[0]?.agent}: ${Intent[intent].replace('INTENT_', '').toLowerCase()}`;
  };

  it.each([
    'make it blue',
    'hazla azul',
    'deixa azul',
    'make the title blue',
    'make the border purple',
    'add a contact form',
    'el botón más grande',
    'adiciona um formulário de contato',
    'make it darker',
    'ponle fotos de panes',
    'sin el mapa',
    'remove the gallery',
    'add opening hours: Saturday 10 to 14',
    'pon el horario: sábados de 10 a 14',
    'quita la sección de precios',
  ])('takes "%s" for a change while a build is at hand', (text) => {
    expect(wanted(text)).toBe('planner: build_refinement');
  });

  it.each([
    ['are you open on Sunday?', 'information: information'],
    ['a qué hora abren mañana', 'information: information'],
    ['quiero comprar dos barras de pan', 'commerce: commerce'],
    ['how long until the app is done', 'planner: build_status'],
    ['¿cuánto falta para la web?', 'planner: build_status'],
    ['stop making the app', 'planner: build_cancel'],
    ['vuelve a la versión anterior', 'planner: build_undo'],
    ['quiero otra página web nueva para mi otro negocio', 'planner: build_request'],
    ['now build me an app for my expenses', 'planner: build_request'],
    ['hazme también una web para mi floristería', 'planner: build_request'],
    ['faz um site para a minha oficina', 'planner: build_request'],
    ['gracias', 'concierge: smalltalk'],
    ['👍', 'concierge: smalltalk'],
    ['cancel', 'cancel'],
    ['deshacer', 'undo'],
    ['estado', 'status'],
    ['/cancel', 'cancel'],
    ['quiero hablar con una persona', 'human'],
  ])('hears "%s" for what it is, beside the build', (text, taker) => {
    expect(wanted(text)).toBe(taker);
  });

  it.each([
    'build me a webshop for candles',
    'hazme una lista de cosas pendientes para la oficina',
    'haz una web con la carta de mi bar El Faro',
    'calculadora para saber cuánto cuesta pintar una pared, me la haces?',
    'faz um site com o menu da minha lanchonete',
  ])('sends "%s" to whoever builds', (text) => {
    expect(wanted(text, { isBuilding: false })).toBe('planner: build_request');
  });

  it('reads what quotes a message about the build in its sense, not as an order to whoever said it', () => {
    expect(wanted('y esto más oscuro', { quoted: BUILDER })).toBe('planner: build_refinement');
    expect(wanted('ya está lista la web?', { quoted: BUILDER })).toBe('planner: build_status');
  });

  it('keeps files and places out of it: they are nobody’s change', () => {
    expect(wanted('Torre Eiffel', { kind: ContentKind.CONTENT_KIND_LOCATION })).toBe('concierge: unclear');
  });

  it('gives no number a builder that has none', async () => {
    const bare = await Routes.learn(
      agents.filter(({ name }) => name !== BUILDER),
      utterances,
      'v1',
    );
    expect(verdictOf(bare, 'hazme una web para mi panadería', { isBuilding: false }).candidates[0]!.agent).toBe(
      'concierge',
    );
    expect(verdictOf(bare, 'make it blue').candidates[0]!.agent).toBe('concierge');
    expect(verdictOf(routes, 'hazme una web para mi panadería', { isBuilding: false })).toMatchObject({
      intent: Intent.INTENT_BUILD_REQUEST,
      candidates: [{ agent: BUILDER }, {}, {}, {}],
    });
  });

  it('is right about most of what nobody has taught it, while a build is at hand', () => {
    const held = utterances.filter(
      (one) => isHeldOut(one) && one.intent.startsWith('build_') && one.intent !== 'build_request',
    );
    const right = held.filter(({ intent, text }) => {
      const verdict = wanted(text);
      return verdict === `planner: ${intent}` || verdict === intent.replace('build_', '');
    });
    expect(held.length).toBeGreaterThan(40);
    expect(right.length / held.length).toBeGreaterThan(0.75);
  });
});
