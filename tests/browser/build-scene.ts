import { AgentNote, BuildEvent, BuildState, PhaseState, Revision } from '#libs/contracts';
import type { StubArtifacts } from '../../apps/gateway/src/sites/sites.stage.js';
import type { StubBuilds } from '../contract/gateway/stub-builds.js';
import { ago, blocked, type Given, phasesOf, reused, waits } from './build-phases.js';
import { siteFiles } from './site-files.js';

const plan = {
  title: 'Panadería Sol',
  kind: 'landing',
  workflow: 'full-build',
  summary: 'Una página para tu panadería: presentación, carta y horario.',
  sections: ['hero', 'pan', 'horario', 'contacto'],
  features: ['carta con filtros', 'mapa del horario'],
};
const design = {
  summary: 'Cálido, de horno y harina.',
  palette: { background: '#fff8ef', surface: '#ffffff', text: '#3b2a1a', primary: '#b4571a', accent: '#d98324' },
  fonts: { heading: 'Georgia', body: 'Georgia' },
  mood: 'warm',
};
const outputTail = `<section id="pan">
  <h2>Nuestro pan</h2>
  <ul class="cards">
    <li>Hogaza de centeno</li>
    <li>Cruasán de mantequilla</li>
  </ul>
</section>
<section id="horario">
  <h2>Horario</h2>
  <p>De martes a domingo, de 7:00 a 14:00`;

const revision = (number: number, cause: string, more: Partial<Revision> = {}): Revision =>
  Revision.create({ number, cause, state: BuildState.BUILD_STATE_DONE, parent: number - 1, createdAt: ago(7_200 / number), ...more }); // prettier-ignore

interface Scene {
  builds: StubBuilds;
  artifacts: StubArtifacts;
  siteUrl: string;
  /** SHA-256 of a picture that the artifacts have. */
  screenshot: string;
}

/** Builds in every state that operators meet. */
export function setBuildScene({ builds, artifacts, siteUrl, screenshot }: Scene): void {
  const filesOf = (files: Record<string, string>) =>
    Object.entries(files).map(([path, data]) => ({ path, sha256: artifacts.add(data), size: `${Buffer.byteLength(data)}` })); // prettier-ignore
  const before = filesOf(siteFiles('#d98324'));
  const darker = filesOf({ ...siteFiles('#7a3d0c'), 'contacto.html': '<!doctype html><title>Contacto</title>\n' });
  const done = { state: PhaseState.PHASE_STATE_DONE };
  const planned: Given = { name: 'plan', ...done, outputJson: JSON.stringify(plan) };
  const designed: Given = { name: 'design', ...done, outputJson: JSON.stringify(design), files: filesOf({ 'design.json': JSON.stringify(design) }) }; // prettier-ignore

  builds.show({
    id: 'b-sol',
    conversationId: 'shop',
    title: 'Panadería Sol',
    request: 'Hazme una página para mi panadería que se llama Sol, con la carta y el horario',
    language: 'es',
    workflow: 'full-build',
    eta: new Date(Date.now() + 74_000),
    phasesDone: 4,
    phasesTotal: 10,
    tokens: '46120',
    costMicros: '71400',
    createdAt: ago(62),
  });
  builds.lay('b-sol', 1, [
    ...phasesOf(
      {
        plan: planned,
        design: designed,
        content: { name: 'content', ...done, files: filesOf({ 'content.json': siteFiles('')['content.json']! }) },
        frontend: {
          name: 'frontend',
          state: PhaseState.PHASE_STATE_RUNNING,
          finishedAt: undefined,
          attempts: 2,
          reason: 'MODEL_OVERLOADED',
          note: 'Writes index.html',
          outputTail,
          notes: [
            AgentNote.create({ from: 'frontend', to: 'backend', kind: 'question', text: 'Is api.js loaded before app.js?' }),
            AgentNote.create({ from: 'backend', to: 'frontend', kind: 'answer', text: 'Yes: it sets window.store, without imports.' }),
          ], // prettier-ignore
        },
        ...blocked('review-check-1', 'review-fix-1', 'review', 'qa', 'deploy'),
      },
      62,
    ),
  ]);

  builds.show({
    id: 'b-done',
    conversationId: 'shop',
    title: 'Sol, segunda versión',
    request: 'Una página para la panadería',
    language: 'es',
    workflow: 'full-build',
    state: BuildState.BUILD_STATE_DONE,
    revision: 2,
    url: siteUrl,
    slug: 'sol',
    screenshot,
    phasesDone: 10,
    phasesTotal: 10,
    phasesReused: 6,
    tokens: '128400',
    costMicros: '214000',
    savedMicros: '96500',
    createdAt: ago(7_200),
    finishedAt: ago(3_400),
  });
  const shipped: Given = { name: 'deploy', ...done, files: before, outputJson: JSON.stringify({ url: siteUrl, summary: 'La página está publicada.' }) }; // prettier-ignore
  builds.lay('b-done', 1, phasesOf({ plan: planned, design: designed, qa: { name: 'qa', ...done, screenshot }, deploy: shipped }, 7_200)); // prettier-ignore
  builds.lay(
    'b-done',
    2,
    phasesOf(
      {
        ...reused('plan', 'content', 'backend', 'review-check-1', 'review-fix-1', 'review'),
        plan: { ...reused('plan')['plan']!, outputJson: JSON.stringify(plan) },
        design: designed,
        frontend: { name: 'frontend', ...done },
        qa: { name: 'qa', ...done, screenshot },
        deploy: { ...shipped, files: darker },
      },
      3_600,
    ),
  );
  builds.revisions.set('b-done', [
    revision(1, 'start'),
    revision(2, 'change', { detail: 'hazlo más oscuro y añade una página de contacto' }),
  ]);
  builds.events.set(
    'b-done',
    (
      [
        ['started', 'contact', '', '', 1, 7_200],
        ['planned', 'system', 'plan', 'full-build', 1, 7_190],
        ['taken_over', 'system', 'frontend', '', 1, 7_150],
        ['done', 'system', '', '', 1, 7_060],
        ['refined', 'Marta', '', 'merge: hazlo más oscuro y añade una página de contacto', 2, 3_600],
        ['done', 'system', '', '', 2, 3_400],
      ] as const
    ).map(([type, by, phase, detail, number, seconds], index) =>
      BuildEvent.create({ id: `e-${index}`, type, by, phase, detail, revision: number, at: ago(seconds) }),
    ),
  );

  builds.show({
    id: 'b-failed',
    conversationId: 'waiting',
    title: 'Menú del restaurante',
    request: 'A menu for my restaurant with prices',
    language: 'en',
    workflow: 'full-build',
    state: BuildState.BUILD_STATE_FAILED,
    reason: 'MODEL_INVALID_OUTPUT',
    phasesDone: 4,
    phasesTotal: 10,
    tokens: '39800',
    costMicros: '58210',
    createdAt: ago(11_000),
    finishedAt: ago(10_900),
  });
  const given = { ...waits, state: PhaseState.PHASE_STATE_CANCELLED };
  builds.lay(
    'b-failed',
    1,
    phasesOf(
      {
        plan: planned,
        frontend: {
          name: 'frontend',
          state: PhaseState.PHASE_STATE_FAILED,
          attempts: 3,
          reason: 'MODEL_INVALID_OUTPUT',
        },
        ...Object.fromEntries(
          ['review-check-1', 'review-fix-1', 'review', 'qa', 'deploy'].map((name) => [name, { ...given, name }]),
        ),
      },
      11_000,
    ),
  );

  builds.show({
    id: 'b-approval',
    conversationId: 'colleague',
    title: 'Calculadora de precios',
    request: 'Uma calculadora de preços para a minha gráfica',
    language: 'pt',
    workflow: 'design-and-implement',
    state: BuildState.BUILD_STATE_WAITING_APPROVAL,
    phasesDone: 2,
    phasesTotal: 3,
    tokens: '20100',
    costMicros: '30990',
    createdAt: ago(900),
  });
  builds.lay('b-approval', 1, [
    { ...phasesOf({ plan: planned }, 900)[0]! },
    { ...phasesOf({ design: designed }, 900)[1]! },
    {
      ...waits,
      name: 'deploy',
      agent: 'devops',
      dependsOn: ['design'],
      state: PhaseState.PHASE_STATE_WAITING_APPROVAL,
    },
  ]);

  builds.show({
    id: 'b-paused',
    title: 'Portfolio',
    request: 'A portfolio for a photographer',
    state: BuildState.BUILD_STATE_PAUSED,
    reason: 'BUDGET_SPENT',
    phasesDone: 1,
    phasesTotal: 5,
    tokens: '200000',
    costMicros: '500000',
    createdAt: ago(90_000),
  });
  builds.show({
    id: 'b-cancelled',
    title: '',
    request: 'una app de tareas',
    state: BuildState.BUILD_STATE_CANCELLED,
    phasesTotal: 10,
    createdAt: ago(400_000),
  });
}
