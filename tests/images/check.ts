/**
 * npm run check:images [-- --twice --keep]: builds every image of the Dockerfile with buildah and runs it as a pod would, over a throw-away
 * Postgres and Redis: wrong configuration ends it with 78, migrations run, it gets ready, it ends by itself on SIGTERM. Prints sizes and
 * times, and fails when one is over its limit. --twice builds again without caches and compares the layers. NODE_IMAGE and BASE_IMAGE name
 * other bases than those made of this machine. Needs Debian's buildah, podman and runc.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildah, CACHE, missingTools, podman } from '../../scripts/images/engine.ts';
import { LOCAL_BASE, LOCAL_NODE, makeLocalBases } from '../../scripts/images/local-bases.ts';
import { type App, APPS, SCHEMA_OWNERS } from '../../scripts/launcher/plan/service-table.ts';
import { startStores } from '../environment/start-stores.ts';
import { composeEnvironments, healthPortOf } from './compose-environment.ts';
import { Container, runToEnd } from './container.ts';

const LIMIT_BYTES = 250e6;
const LIMIT_START_MS = 3_000;
/** More than any of them takes to drain nothing. */
const STOP_SECONDS = 30;

const { values } = parseArgs({ options: { twice: { type: 'boolean' }, keep: { type: 'boolean' } } });
const repo = join(import.meta.dirname, '..', '..');
const problems: string[] = [];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const expectThat = (holds: boolean, otherwise: string): void => {
  if (!holds) problems.push(otherwise);
};

const missing = missingTools('buildah', 'podman', 'runc', 'dpkg-deb');
if (missing.length > 0) {
  say(`skipped: ${missing.join(', ')}`);
  process.exit(process.env.REQUIRE_ALL === '1' ? 1 : 0);
}

const nameOf = (app: App): string => `localhost/parley/${app}:check`;
const { NODE_IMAGE = LOCAL_NODE, BASE_IMAGE = LOCAL_BASE } = process.env;
if (NODE_IMAGE === LOCAL_NODE || BASE_IMAGE === LOCAL_BASE) makeLocalBases(join(CACHE, 'bases'));
for (const app of APPS) build(app, ['--layers']);
if (values.twice) for (const app of APPS) compareWithSecond(app);
await run();
say(problems.length === 0 ? 'all images as they should be' : problems.join('\n'));
process.exitCode = problems.length === 0 ? 0 : 1;

function build(app: App, options: string[], tag = nameOf(app)): void {
  const started = performance.now();
  const bases = ['--build-arg', `NODE_IMAGE=${NODE_IMAGE}`, '--build-arg', `BASE_IMAGE=${BASE_IMAGE}`];
  buildah(['build', ...options, '--timestamp', '0', ...bases, '--target', app, '--tag', tag, repo]);
  say(`${app}: built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** The layers by their digests: content, names, owners and times. */
const layersOf = (image: string): string => podman(['image', 'inspect', '--format', '{{json .RootFS.Layers}}', image]);

function compareWithSecond(app: App): void {
  const second = `localhost/parley/${app}:second`;
  // The first of them makes everything anew, the others take from it what the first build did not make.
  build(app, app === APPS[0] ? ['--layers', '--no-cache'] : ['--layers'], second);
  const isSame = layersOf(nameOf(app)) === layersOf(second);
  say(`${app}: ${isSame ? 'the same layers again' : 'other layers the second time'}`);
  expectThat(isSame, `${app}: a second build gives other layers`);
}

async function run(): Promise<void> {
  const stores = await startStores({ durable: true });
  const containers: Partial<Record<App, Container>> = {};
  try {
    const environments = await composeEnvironments(repo, stores);
    for (const app of SCHEMA_OWNERS) {
      const migrate = ['node', `dist/apps/${app}/src/migrate.js`];
      const environment = { DATABASE_URL: stores.databaseUrl(app), NODE_OPTIONS: '--max-old-space-size=192' };
      const example: Record<string, string> =
        app === 'agents' ? { EXAMPLE_BUSINESS: 'apps/agents/businesses/panaderia-la-espiga' } : {};
      const first = runToEnd(nameOf(app), { ...environment, ...example }, migrate);
      const waiting = runToEnd(nameOf(app), environment, [...migrate, '--wait']);
      expectThat(first.status === 0, `${app}: migrations end with ${first.status}: ${first.output}`);
      expectThat(!first.output.includes('could not'), `${app}: ${first.output}`);
      expectThat(waiting.status === 0, `${app}: --wait ends with ${waiting.status}: ${waiting.output}`);
    }
    // Who is called comes first: a classifier that knows no agents yet looks for them for a while before it serves
    for (const app of [...APPS].reverse()) {
      const wrong = runToEnd(nameOf(app), { LOG_LEVEL: 'loud' });
      expectThat(wrong.status === 78, `${app}: a wrong configuration ends with ${wrong.status}: ${wrong.output}`);
      const container = new Container(nameOf(app), environments[app]);
      containers[app] = container;
      const ms = await container.startUntilReady(healthPortOf(app, environments[app]));
      const bytes = Number(podman(['image', 'inspect', '--format', '{{.Size}}', nameOf(app)]));
      const inside = container.inside();
      say(
        `${app}: ${(bytes / 1e6).toFixed(0)} MB, ready after ${ms.toFixed(0)} ms, uid, capabilities and root: ${inside}`,
      );
      expectThat(bytes <= LIMIT_BYTES, `${app}: larger than ${LIMIT_BYTES / 1e6} MB`);
      expectThat(ms <= LIMIT_START_MS, `${app}: not ready within ${LIMIT_START_MS} ms`);
      expectThat(inside === '10001 0000000000000000 EROFS', `${app}: has rights that it should not have: ${inside}`);
    }
    for (const app of APPS) {
      const started = performance.now();
      const code = containers[app]!.stop(STOP_SECONDS);
      say(`${app}: ended with ${code} after ${(performance.now() - started).toFixed(0)} ms`);
      expectThat(code === 0 || code === 143, `${app}: SIGTERM ends it with ${code}: ${containers[app]!.log()}`);
    }
  } finally {
    if (!values.keep) for (const container of Object.values(containers)) container.remove();
    await stores.stop();
  }
}
