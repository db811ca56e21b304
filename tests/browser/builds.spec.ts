import type { Page } from 'playwright-core';
import { BuildService, BuildState, PhaseState, Revision } from '#libs/contracts';
import { freePort, until } from '#libs/testing';
import { StubArtifacts } from '../../apps/gateway/src/sites/sites.stage.js';
import { GatewayUnderTest, openGatewayDatabase } from '../contract/gateway/gateway-under-test.js';
import { StubBuilds } from '../contract/gateway/stub-builds.js';
import { setBuildScene, siteFiles } from './build-scene.js';
import { CHROMIUM, ConsoleDesk, type Pages } from './console-desk.js';
import { setScene } from './console-scene.js';
import { StubConversations } from './stub-conversations.js';

const TOKEN = 'token-of-the-operators';
const inChromium = CHROMIUM ? describe : describe.skip;

inChromium('builds in the console, in a browser', () => {
  const conversations = new StubConversations();
  const builds = new StubBuilds();
  const artifacts = new StubArtifacts();
  let database: Awaited<ReturnType<typeof openGatewayDatabase>>;
  let gateway: GatewayUnderTest;
  let desk: ConsoleDesk;
  let siteUrl: string;
  let screenshot: string;

  beforeAll(async () => {
    database = await openGatewayDatabase();
    const sitesPort = await freePort();
    builds.nextPageToken = '';
    gateway = await GatewayUnderTest.start({
      ...(await conversations.start({ service: BuildService, handlers: builds.handlers() })),
      AGENTS_URL: await artifacts.start(),
      SITES_PORT: `${sitesPort}`,
      SITES_URL: `http://127.0.0.1:${sitesPort}`, // of the console's own site: a foreign one may have no storage in a frame
      DATABASE_URL: database.url,
      CONSOLE_TOKEN: TOKEN,
    });
    desk = await ConsoleDesk.open(gateway.url, TOKEN);
    siteUrl = `http://127.0.0.1:${sitesPort}/sites/sol/`;
    artifacts.publish('sol', siteFiles('#7a3d0c'));
    const page = await desk.newPage({ viewport: { width: 900, height: 900 } });
    await page.goto(siteUrl);
    screenshot = artifacts.add(await page.screenshot());
    await desk.closePages();
  });
  beforeEach(() => {
    conversations.reset();
    builds.reset();
    setScene(conversations);
    setBuildScene({ builds, artifacts, siteUrl, screenshot });
  });
  afterEach(() => desk.closePages());
  afterAll(async () => {
    await desk?.close();
    await gateway?.stop();
    await conversations.stop();
    await artifacts.stop();
    await database?.close();
  });

  const row = (page: Page, id: string) => page.locator(`[data-testid=build-row][data-id=${id}]`);
  const node = (page: Page, name: string) => page.locator(`[data-id="${name}-1"].react-flow__node, [data-id="${name}-2"].react-flow__node`); // prettier-ignore
  const tab = (page: Page, name: string) => page.getByRole('tab', { name });
  const open = async (id: string, options: Pages = {}): Promise<Page> => {
    const page = await desk.signIn(options, `#/b/${id}`);
    await page.getByTestId('build').waitFor();
    return page;
  };
  const openList = async (options: Pages = {}): Promise<Page> => {
    const page = await desk.signIn(options, '#/b/');
    await row(page, 'b-sol').waitFor();
    return page;
  };
  const asked = (rpc: string) => builds.calls.filter((call) => call.rpc === rpc).map(({ request }) => request);
  /** As the orchestrator tells that one phase changed. */
  const change = (id: string, name: string, more: Parameters<StubBuilds['lay']>[2][number] | object): void => {
    const build = builds.builds.get(id)!;
    const phases = builds.phases.get(`${id} ${build.revision}`)!;
    const phase = phases.find((one) => one.name === name)!;
    Object.assign(phase, more);
    builds.tell({ build, phases: [phase] });
  };

  it('are not loaded before somebody looks at them', async () => {
    const page = await desk.signIn();
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.locator('[data-testid=row]').first().waitFor();
    const scripts = () => page.evaluate<number>(`performance.getEntriesByType('resource').filter(({ name }) => name.includes('builds-page')).length`); // prettier-ignore
    expect(await scripts()).toBe(0);
    await page.keyboard.press('b');
    await row(page, 'b-sol').waitFor();
    expect(loaded.some((path) => path.includes('builds-page'))).toBe(true);
  });

  it('are listed with how far they are and what they took, filtered and searched', async () => {
    const page = await openList();
    expect(await page.getByTestId('build-row').count()).toBe(6);
    const facts = await row(page, 'b-done').innerText();
    expect(facts).toMatch(/Sol, segunda versión[^]*Done[^]*Revision 2[^]*128\.4k tokens[^]*0\.214[^]*0\.0965 saved/i);
    expect(await row(page, 'b-sol').getByRole('progressbar').getAttribute('aria-valuenow')).toBe('4');
    await desk.shot(page, 'builds-list');
    await page.getByRole('button', { name: 'Failed' }).click();
    await row(page, 'b-sol').waitFor({ state: 'detached' });
    expect(await page.getByTestId('build-row').count()).toBe(1);
    await page.getByRole('button', { name: 'Cancelled' }).click();
    await row(page, 'b-cancelled').getByText('Without a title yet').waitFor();
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByRole('searchbox').fill('calculadora');
    await row(page, 'b-sol').waitFor({ state: 'detached' });
    await row(page, 'b-approval').waitFor();
    await page.getByRole('searchbox').fill('nobody asked for this');
    await page.getByText('Nothing found').waitFor();
  });

  it('appear in the list, and change there, by themselves', async () => {
    const page = await openList();
    builds.show({ id: 'b-new', title: 'Recién pedido', request: 'algo', phasesTotal: 5 });
    await row(page, 'b-new').waitFor();
    builds.show({ id: 'b-new', state: BuildState.BUILD_STATE_FAILED });
    await row(page, 'b-new').getByText('Failed').waitFor();
  });

  it('are drawn as a graph that moves while they run, without being loaded again', async () => {
    const page = await open('b-sol');
    await node(page, 'frontend').waitFor();
    expect(await page.locator('.react-flow__node').count()).toBe(10);
    await page.locator('.react-flow__edge').first().waitFor({ state: 'attached' });
    expect(await page.locator('.react-flow__edge').count()).toBe(13);
    await until(() => builds.watcherCount > 0);
    await node(page, 'frontend').click();
    await page.getByTestId('output').getByText('Hogaza de centeno').waitFor();
    await page.waitForTimeout(200);
    await desk.shot(page, 'builds-graph');
    change('b-sol', 'frontend', {
      outputTail: '<footer>Hecho con cariño</footer>',
      note: 'Writes the footer',
      tokens: '9999',
    });
    await page.getByTestId('output').getByText('Hecho con cariño').waitFor();
    await node(page, 'frontend').getByText('Writes the footer').waitFor();
    change('b-sol', 'frontend', {
      state: PhaseState.PHASE_STATE_DONE,
      finishedAt: new Date(),
      outputJson: '{"summary":"Tres secciones"}',
    });
    change('b-sol', 'review-check-1', { state: PhaseState.PHASE_STATE_RUNNING, startedAt: new Date() });
    await page.locator('.phase-node[data-state=running]', { hasText: 'review-check-1' }).waitFor();
    await page.getByTestId('result').getByText('Tres secciones').waitFor();
  });

  it('say the same in a list, for those who do not see a graph', async () => {
    const page = await open('b-done');
    const named = page.locator('.react-flow__node');
    await named.first().waitFor();
    const drawn = await named.allTextContents();
    await page.keyboard.press('v');
    const rows = await page.getByTestId('list').locator('tbody tr').all();
    expect(rows).toHaveLength(drawn.length);
    for (const [index, one] of rows.entries()) {
      const said = [one.locator('th'), one.getByTestId('phase-state'), ...(await one.locator('td').all()).slice(1, 3)];
      for (const cell of said) expect(drawn[index]).toContain((await cell.innerText()).replace('–', ''));
    }
    await desk.shot(page, 'builds-phases-list');
  });

  it('show of a phase what went wrong, what it said to others and what it left', async () => {
    const page = await open('b-failed');
    expect(await page.getByTestId('build-reason').innerText()).toContain('did not fit what was asked for');
    await node(page, 'frontend').click();
    expect(await page.getByTestId('phase-reason').innerText()).toContain('MODEL_INVALID_OUTPUT');
    await desk.shot(page, 'builds-failed');
    await page.evaluate(`location.hash = '#/b/b-sol'`);
    await node(page, 'frontend').click();
    await page.getByTestId('notes').getByText('Is api.js loaded before app.js?').waitFor();
    await node(page, 'content').click();
    await page.getByTestId('artifacts').getByText('content.json').click();
    await page.getByTestId('file').getByText('"hero"').waitFor();
  });

  it('show files, and what differs between two revisions', async () => {
    const page = await open('b-done');
    await tab(page, 'Files').click();
    await page.getByTestId('file').getByText('Panadería Sol').first().waitFor();
    await page.getByRole('button', { name: /styles\.css/ }).click();
    await page.getByTestId('file').getByText('--accent: #7a3d0c').waitFor();
    await desk.shot(page, 'builds-files');
    await tab(page, 'Changes').click();
    const style = page.locator('.file-diff[data-path="styles.css"]');
    await style.getByText('--accent: #d98324').waitFor();
    const removed = style.locator('tr[data-kind=removed]');
    expect(await removed.innerText()).toMatch(/^2\s+−[^]*--accent: #d98324/);
    expect(await style.locator('tr[data-kind=added]').innerText()).toMatch(/2\s+\+[^]*--accent: #7a3d0c/);
    expect(await page.locator('.file-diff').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['path']))).toEqual(['contacto.html', 'styles.css']); // prettier-ignore
    await desk.shot(page, 'builds-changes');
    await page.getByTestId('compare-to').selectOption('1');
    await page.getByText('Both revisions have the same files').waitFor();
  });

  it('show the site in a frame of its own origin, and its picture', async () => {
    const page = await open('b-done');
    await tab(page, 'Site').click();
    const frame = page.frameLocator('[data-testid=site]');
    await frame.getByRole('heading', { name: /masa madre/ }).waitFor();
    await frame.locator('html[data-ready=true]').waitFor(); // its own storage works
    const site = page.getByTestId('site');
    expect(new URL((await site.getAttribute('src'))!).origin).not.toBe(new URL(gateway.url).origin);
    expect(await site.getAttribute('sandbox')).toBe('allow-scripts allow-forms allow-same-origin');
    expect(await page.getByTestId('to-site').getAttribute('href')).toBe(siteUrl);
    await until(async () => page.getByTestId('screenshot').evaluate((image) => (image as HTMLImageElement).naturalWidth > 0)); // prettier-ignore
    await desk.shot(page, 'builds-site');
    await page.getByRole('button', { name: 'Phone' }).click();
    expect((await site.boundingBox())!.width).toBeLessThanOrEqual(391);
    await desk.shot(page, 'builds-site-phone');
  });

  it('show when each phase ran', async () => {
    const page = await open('b-done');
    await tab(page, 'Timeline').click();
    const bars = page.locator('.gantt-bar');
    await bars.first().waitFor();
    expect(await bars.count()).toBe(4); // the others were used again
    expect(await page.getByRole('row', { name: /plan/ }).innerText()).toContain('Reused');
    await desk.shot(page, 'builds-timeline');
    await page.getByRole('button', { name: 'qa' }).click();
    await page.getByTestId('phase').waitFor();
  });

  it('tell who did what and why, and come back to an earlier revision after a yes', async () => {
    const page = await open('b-done');
    await tab(page, 'History').click();
    const events = page.getByTestId('events');
    await events.getByText('hazlo más oscuro y añade una página de contacto (merged in at once)').waitFor();
    expect(await events.locator('tr[data-type=refined]').innerText()).toMatch(/Marta\s+Asked for a change/);
    await desk.shot(page, 'builds-history');
    await page.getByTestId('restore-1').click();
    await page.getByRole('dialog').getByText('Nothing is lost').waitFor();
    await desk.shot(page, 'builds-restore');
    await page.keyboard.press('Enter'); // what leaves everything as it is has the focus
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(asked('rollbackBuild')).toEqual([]);
    builds.onAct = () => {
      builds.show({ id: 'b-done', revision: 3 });
      builds.lay(
        'b-done',
        3,
        builds.phases.get('b-done 1')!.map((phase) => ({ ...phase, id: `${phase.name}-3` })),
      );
      const next = Revision.create({ number: 3, cause: 'rollback', detail: '1', parent: 2, createdAt: new Date(), state: BuildState.BUILD_STATE_DONE }); // prettier-ignore
      builds.revisions.set('b-done', [...builds.revisions.get('b-done')!, next]);
    };
    await page.getByTestId('restore-1').click();
    await page.getByTestId('confirm').click();
    await page.getByText('Restored revision 1').waitFor();
    expect(asked('rollbackBuild')).toMatchObject([{ buildId: 'b-done', revision: 1, operator: 'Marta' }]);
    await page.getByTestId('revision').selectOption('1');
    await page.getByTestId('past').getByText('You look at revision 1').waitFor();
    await page.getByTestId('past').getByRole('button', { name: 'Show the newest' }).click();
    await page.getByTestId('past').waitFor({ state: 'detached' });
  });

  it('let people approve, retry and leave out phases, and say why not', async () => {
    const page = await open('b-approval');
    await node(page, 'deploy').click();
    await desk.shot(page, 'builds-approval');
    builds.refusal = 'BUILD_STATE';
    await page.getByTestId('phase-approve').click();
    await page.getByTestId('phase').getByText('not in a state for it any more').waitFor();
    builds.refusal = undefined;
    await page.getByTestId('phase-approve').click();
    await until(() => asked('approvePhase').length === 2);
    await page.evaluate(`location.hash = '#/b/b-failed'`);
    await node(page, 'frontend').click();
    await page.getByTestId('phase-retry').click();
    await until(() => asked('retryPhase').length === 1);
    await page.getByTestId('phase-skip').click();
    await page.getByRole('dialog').getByText('Go on without “frontend”?').waitFor();
    await page.getByRole('button', { name: 'Leave it as it is' }).click();
    expect(asked('skipPhase')).toEqual([]);
    await page.getByTestId('phase-skip').click();
    await page.getByTestId('confirm').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(asked('skipPhase')).toMatchObject([{ buildId: 'b-failed', phaseId: 'frontend-1', operator: 'Marta' }]);
    await page.evaluate(`location.hash = '#/b/b-done'`);
    await node(page, 'deploy').click();
    expect(await page.locator('.phase-decisions').count()).toBe(0);
  });

  it('are cancelled after a yes, with the reason that was given', async () => {
    const page = await open('b-sol');
    builds.onAct = () => void builds.show({ id: 'b-sol', state: BuildState.BUILD_STATE_CANCELLED });
    await page.getByTestId('cancel').click();
    await page.keyboard.press('Escape');
    expect(asked('cancelBuild')).toEqual([]);
    await page.getByTestId('cancel').click();
    await page.locator('[name=reason]').fill('asked twice');
    await desk.shot(page, 'builds-cancel');
    await page.getByTestId('confirm').click();
    await page.locator('.build-head').getByTestId('build-state').getByText('Cancelled').waitFor();
    expect(asked('cancelBuild')).toMatchObject([{ buildId: 'b-sol', reason: 'asked twice', operator: 'Marta' }]);
    expect(await page.getByTestId('cancel').count()).toBe(0);
  });

  it('take changes in words, and keep the words that were refused', async () => {
    const page = await open('b-done');
    builds.refusal = 'TOO_MANY_BUILDS';
    await page.keyboard.press('r');
    await page.keyboard.type('make it darker');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('too many builds run for this person').waitFor();
    expect(await page.locator('#refine').inputValue()).toBe('make it darker');
    builds.refusal = undefined;
    await page.getByTestId('refine').click();
    await until(async () => (await page.locator('#refine').inputValue()) === '');
    const given = asked('refineBuild');
    expect(given).toMatchObject([{ text: 'make it darker' }, { text: 'make it darker', operator: 'Marta' }]);
    expect(given[0]!['idempotencyKey']).toBe(given[1]!['idempotencyKey']);
    await page.locator('#refine').fill('make it darker');
    await page.keyboard.press('Enter');
    await until(() => asked('refineBuild').length === 3);
    expect(asked('refineBuild')[2]!['idempotencyKey']).not.toBe(given[0]!['idempotencyKey']);
  });

  it('are reached from their conversation, and lead back to it', async () => {
    const page = await desk.signIn();
    await page.locator('[data-testid=row][data-id=shop]').click();
    await page.getByTestId('details').getByTestId('builds-of').click();
    await row(page, 'b-done').waitFor();
    expect(await page.getByTestId('build-row').count()).toBe(2);
    expect(await page.getByTestId('of-conversation').innerText()).toContain('Ana Torres');
    await row(page, 'b-done').click();
    await page.getByTestId('build').waitFor();
    expect(await page.getByTestId('build-row').count()).toBe(2);
    await page.getByTestId('to-conversation').click();
    await page.getByTestId('conversation').getByRole('heading', { name: 'Ana Torres' }).waitFor();
  });

  it('are worked by the keyboard alone', async () => {
    const page = await desk.signIn();
    await page.keyboard.press('b');
    await row(page, 'b-sol').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByTestId('build').waitFor();
    await tab(page, 'Phases').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.gantt').waitFor();
    await page.keyboard.press('Home');
    await node(page, 'plan').waitFor();
    for (let presses = 0; presses < 8; presses += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(`document.activeElement.matches('.react-flow__node')`)) break;
    }
    await page.keyboard.press('Enter');
    await page.getByTestId('phase').getByRole('heading', { name: 'plan' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByTestId('phase').getByRole('heading', { name: 'design' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('phase').waitFor({ state: 'detached' });
    expect(await page.evaluate(`document.activeElement.textContent`)).toMatch(/^designDone/);
    expect(await page.getByTestId('build').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByTestId('build').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Graph or list of the phases').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('c');
    await page.locator('[data-testid=row]').first().waitFor();
  });

  it('say when they are not heard of, and catch up', async () => {
    const page = await open('b-sol');
    await until(() => builds.watcherCount > 0);
    builds.dropWatchers();
    await until(() => builds.watcherCount > 0); // the gateway comes back by itself
    const build = builds.show({ id: 'b-sol', title: 'Sol y Luna' });
    builds.tell({ build, phases: [] });
    await page.getByTestId('build').getByRole('heading', { name: 'Sol y Luna' }).waitFor();
    await page.context().setOffline(true);
    await page.evaluate(`dispatchEvent(new Event('online'))`); // tries at once, and fails
    await page.getByTestId('build-line').getByText('No connection').waitFor();
    builds.show({ id: 'b-sol', title: 'Sol y Mar' });
    await page.context().setOffline(false);
    await page.getByTestId('build').getByRole('heading', { name: 'Sol y Mar' }).waitFor();
    await page.getByTestId('build-line').waitFor({ state: 'detached' });
  });

  it('say it when there is no such build', async () => {
    const page = await desk.signIn({}, '#/b/none');
    await page.getByText('does not exist (any more)').waitFor();
    await page.getByRole('button', { name: 'Show all builds' }).click();
    await row(page, 'b-sol').waitFor();
  });

  it.each(['light', 'dark'] as const)('have nothing that axe complains about: %s', async (colorScheme) => {
    const page = await openList({ colorScheme });
    expect(await desk.violations(page)).toEqual([]);
    await row(page, 'b-done').click();
    for (const name of ['Phases', 'Timeline', 'Changes', 'Files', 'Site', 'History']) {
      await tab(page, name).click();
      await page.waitForTimeout(250);
      expect([name, await desk.violations(page)]).toEqual([name, []]);
    }
    await desk.shot(page, `builds-history-${colorScheme}`);
    await tab(page, 'Phases').click();
    await page.getByTestId('view-list').click();
    expect(await desk.violations(page)).toEqual([]);
    await page.getByTestId('view-graph').click();
    for (const id of ['b-sol', 'b-failed', 'b-approval', 'b-paused', 'b-cancelled']) {
      await row(page, id).click();
      await page.locator('.build-row[aria-current]').and(row(page, id)).waitFor();
      await page.getByTestId('build').waitFor();
      const first = page.locator('.phase-node[data-state=running], .phase-node[data-state=failed], .phase-node[data-state=waiting_approval]').first(); // prettier-ignore
      if (!['b-paused', 'b-cancelled'].includes(id)) await first.click();
      expect([id, await desk.violations(page)]).toEqual([id, []]);
      await desk.shot(page, `${id}-${colorScheme}`);
    }
  });

  it('fit on a screen of 400 px, one pane at a time', async () => {
    const page = await openList({ viewport: { width: 400, height: 800 }, colorScheme: 'dark' });
    const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
    expect(await width()).toBeLessThanOrEqual(400);
    await desk.shot(page, 'builds-narrow-list');
    await row(page, 'b-done').click();
    await page.getByTestId('build').waitFor();
    expect(await row(page, 'b-done').isVisible()).toBe(false);
    for (const name of ['Phases', 'Timeline', 'Changes', 'Files', 'Site', 'History']) {
      await tab(page, name).click();
      await page.waitForTimeout(250);
      expect([name, await width()]).toEqual([name, 400]);
      expect([name, await desk.violations(page)]).toEqual([name, []]);
      await desk.shot(page, `builds-narrow-${name.toLowerCase()}`);
    }
    await tab(page, 'Phases').click();
    await node(page, 'plan').click();
    await page.getByTestId('phase').waitFor();
    await desk.shot(page, 'builds-narrow-phase');
    await page.getByRole('button', { name: 'Close the phase' }).click();
    await page.getByTestId('build').getByRole('button', { name: 'Builds' }).click();
    await row(page, 'b-done').waitFor();
  });

  it('speak the language of the browser', async () => {
    const page = await open('b-done', { locale: 'es-MX' });
    await page.getByRole('heading', { name: 'Proyectos' }).waitFor();
    await tab(page, 'Cronología').click();
    await page.getByText('Reutilizada').first().waitFor();
    await desk.shot(page, 'builds-spanish');
  });

  it('break nothing in the page, its content security policy included', () => {
    expect(desk.complaints).toEqual([]);
  });
});

if (!CHROMIUM)
  process.stderr.write("No Chromium here: the specs of builds are skipped. Debian's package is chromium.\n");
