import { AgentNote, BuildEvent, type BuildPhase, BuildState, PhaseState, Revision } from '#libs/contracts';
import type { StubArtifacts } from '../../apps/gateway/src/sites/sites.stage.js';
import type { StubBuilds } from '../contract/gateway/stub-builds.js';

const ago = (seconds: number): Date => new Date(Date.now() - seconds * 1_000);

type Given = Partial<BuildPhase> & { name: string };

/** A site that is small, works, and looks like one that people ask for. */
export const siteFiles = (accent: string): Record<string, string> => ({
  'index.html': `<!doctype html>
<html lang="es">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Panadería Sol</title>
    <link rel="stylesheet" href="styles.css" />
  </head>
  <body>
    <header><p>Panadería Sol</p><nav><a href="#pan">Pan</a> <a href="#horario">Horario</a></nav></header>
    <main>
      <h1>Pan de masa madre,<br />recién hecho cada mañana</h1>
      <p>Hogazas, cruasanes y empanadas del barrio desde temprano.</p>
      <a class="button" href="#pan">Ver la carta</a>
      <ul id="pan"><li>Hogaza de centeno</li><li>Cruasán de mantequilla</li><li>Empanada gallega</li></ul>
    </main>
    <script src="app.js"></script>
  </body>
</html>
`,
  'styles.css': `:root {
  --accent: ${accent};
  --ground: #fff8ef;
}

body {
  margin: 0;
  background: var(--ground);
  color: #3b2a1a;
  font: 18px/1.6 Georgia, serif;
}

header {
  display: flex;
  justify-content: space-between;
  padding: 8px 6vw;
  background: var(--accent);
  color: #fff;
}

header a {
  color: inherit;
}

main {
  padding: 6vh 6vw;
}

h1 {
  font-size: clamp(30px, 6vw, 56px);
  line-height: 1.1;
}

.button {
  display: inline-block;
  padding: 10px 22px;
  border-radius: 99px;
  background: var(--accent);
  color: #fff;
  text-decoration: none;
}

ul {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(180px, 1fr));
  gap: 16px;
  margin: 6vh 0 0;
  padding: 0;
  list-style: none;
}

li {
  padding: 24px;
  border-radius: 14px;
  background: #fff;
  box-shadow: 0 2px 14px rgb(90 50 10 / 12%);
}
`,
  'app.js': `document.documentElement.dataset.ready = String(localStorage !== undefined);\n`,
  'content.json': `${JSON.stringify({ title: 'Panadería Sol', sections: ['hero', 'pan', 'horario'] }, null, 2)}\n`,
});

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

/** The phases of a whole build as far as it is given, each with what it took. */
function phasesOf(states: Record<string, Given | undefined>, begun: number): Given[] {
  const line: [name: string, agent: string, dependsOn: string[], from: number, seconds: number][] = [
    ['plan', 'planner', [], 0, 9],
    ['design', 'designer', ['plan'], 9, 14],
    ['content', 'content', ['plan'], 9, 21],
    ['frontend', 'frontend', ['design', 'content'], 30, 48],
    ['backend', 'backend', ['plan', 'content'], 30, 26],
    ['review-check-1', 'code-reviewer', ['frontend', 'backend'], 78, 12],
    ['review-fix-1', 'frontend', ['review-check-1'], 90, 16],
    ['review', 'code-reviewer', ['review-check-1', 'review-fix-1'], 106, 1],
    ['qa', 'qa', ['review'], 107, 19],
    ['deploy', 'devops', ['qa'], 126, 4],
  ];
  return line.map(([name, agent, dependsOn, from, seconds], index) => ({
    name,
    agent,
    dependsOn,
    attempts: 1,
    startedAt: ago(begun - from),
    finishedAt: ago(begun - from - seconds),
    tokens: `${seconds * 610 + index}`,
    costMicros: `${seconds * 940}`,
    toolCalls: index,
    model: index % 3 === 0 ? 'claude-sonnet-5-5' : 'claude-haiku-5-5',
    ...states[name],
  }));
}

const waits: Partial<BuildPhase> = {
  state: PhaseState.PHASE_STATE_BLOCKED,
  attempts: 0,
  startedAt: undefined,
  finishedAt: undefined,
  tokens: '0',
  costMicros: '0',
  toolCalls: 0,
  model: '',
};
const blocked = (...names: string[]): Record<string, Given> =>
  Object.fromEntries(names.map((name) => [name, { ...waits, name }]));
const reused = (...names: string[]): Record<string, Given> =>
  Object.fromEntries(
    names.map((name) => [
      name,
      { name, state: PhaseState.PHASE_STATE_REUSED, tokens: '0', costMicros: '0', attempts: 0 },
    ]),
  );

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
