import { BuildState, PhaseState } from '#libs/contracts';
import { until } from '#libs/testing';
import { BuildsRoom, node, row, tab } from './builds-room.js';
import { CHROMIUM } from './console-desk.js';

const inChromium = CHROMIUM ? describe : describe.skip;

inChromium('builds in the console, in a browser', () => {
  let room: BuildsRoom;

  beforeAll(async () => {
    room = await BuildsRoom.open();
  });
  beforeEach(() => room.reset());
  afterEach(() => room.desk.closePages());
  afterAll(() => room?.close());

  it('are not loaded before somebody looks at them', async () => {
    const page = await room.desk.signIn();
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
    const page = await room.list();
    expect(await page.getByTestId('build-row').count()).toBe(6);
    const facts = await row(page, 'b-done').innerText();
    expect(facts).toMatch(/Sol, segunda versión[^]*Done[^]*Revision 2[^]*128\.4k tokens[^]*0\.214[^]*0\.0965 saved/i);
    expect(await row(page, 'b-sol').getByRole('progressbar').getAttribute('aria-valuenow')).toBe('4');
    await room.desk.shot(page, 'builds-list');
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
    const page = await room.list();
    room.builds.show({ id: 'b-new', title: 'Recién pedido', request: 'algo', phasesTotal: 5 });
    await row(page, 'b-new').waitFor();
    room.builds.show({ id: 'b-new', state: BuildState.BUILD_STATE_FAILED });
    await row(page, 'b-new').getByText('Failed').waitFor();
  });

  it('are drawn as a graph that moves while they run, without being loaded again', async () => {
    const page = await room.build('b-sol');
    await node(page, 'frontend').waitFor();
    expect(await page.locator('.react-flow__node').count()).toBe(10);
    await page.locator('.react-flow__edge').first().waitFor({ state: 'attached' });
    expect(await page.locator('.react-flow__edge').count()).toBe(13);
    await until(() => room.builds.watcherCount > 0);
    await node(page, 'frontend').click();
    await page.getByTestId('output').getByText('Hogaza de centeno').waitFor();
    await page.waitForTimeout(200);
    await room.desk.shot(page, 'builds-graph');
    room.change('b-sol', 'frontend', {
      outputTail: '<footer>Hecho con cariño</footer>',
      note: 'Writes the footer',
      tokens: '9999',
    });
    await page.getByTestId('output').getByText('Hecho con cariño').waitFor();
    await node(page, 'frontend').getByText('Writes the footer').waitFor();
    room.change('b-sol', 'frontend', {
      state: PhaseState.PHASE_STATE_DONE,
      finishedAt: new Date(),
      outputJson: '{"summary":"Tres secciones"}',
    });
    room.change('b-sol', 'review-check-1', { state: PhaseState.PHASE_STATE_RUNNING, startedAt: new Date() });
    await page.locator('.phase-node[data-state=running]', { hasText: 'review-check-1' }).waitFor();
    await page.getByTestId('result').getByText('Tres secciones').waitFor();
  });

  it('say the same in a list, for those who do not see a graph', async () => {
    const page = await room.build('b-done');
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
    await room.desk.shot(page, 'builds-phases-list');
  });

  it('show of a phase what went wrong, what it said to others and what it left', async () => {
    const page = await room.build('b-failed');
    expect(await page.getByTestId('build-reason').innerText()).toContain('did not fit what was asked for');
    await node(page, 'frontend').click();
    expect(await page.getByTestId('phase-reason').innerText()).toContain('MODEL_INVALID_OUTPUT');
    await room.desk.shot(page, 'builds-failed');
    await page.evaluate(`location.hash = '#/b/b-sol'`);
    await node(page, 'frontend').click();
    await page.getByTestId('notes').getByText('Is api.js loaded before app.js?').waitFor();
    await node(page, 'content').click();
    await page.getByTestId('artifacts').getByText('content.json').click();
    await page.getByTestId('file').getByText('"hero"').waitFor();
  });

  it('show files, and what differs between two revisions', async () => {
    const page = await room.build('b-done');
    await tab(page, 'Files').click();
    await page.getByTestId('file').getByText('Panadería Sol').first().waitFor();
    await page.getByRole('button', { name: /styles\.css/ }).click();
    await page.getByTestId('file').getByText('--accent: #7a3d0c').waitFor();
    await room.desk.shot(page, 'builds-files');
    await tab(page, 'Changes').click();
    const style = page.locator('.file-diff[data-path="styles.css"]');
    await style.getByText('--accent: #d98324').waitFor();
    const removed = style.locator('tr[data-kind=removed]');
    expect(await removed.innerText()).toMatch(/^2\s+−[^]*--accent: #d98324/);
    expect(await style.locator('tr[data-kind=added]').innerText()).toMatch(/2\s+\+[^]*--accent: #7a3d0c/);
    const paths = `[...document.querySelectorAll('.file-diff')].map(({ dataset }) => dataset.path)`;
    expect(await page.evaluate<string[]>(paths)).toEqual(['contacto.html', 'styles.css']);
    await room.desk.shot(page, 'builds-changes');
    await page.getByTestId('compare-to').selectOption('1');
    await page.getByText('Both revisions have the same files').waitFor();
  });

  it('show the site in a frame of its own origin, and its picture', async () => {
    const page = await room.build('b-done');
    await tab(page, 'Site').click();
    const frame = page.frameLocator('[data-testid=site]');
    await frame.getByRole('heading', { name: /masa madre/ }).waitFor();
    await frame.locator('html[data-ready=true]').waitFor(); // its own storage works
    const site = page.getByTestId('site');
    expect(new URL((await site.getAttribute('src'))!).origin).not.toBe(new URL(room.gatewayUrl).origin);
    expect(await site.getAttribute('sandbox')).toBe('allow-scripts allow-forms allow-same-origin');
    expect(await page.getByTestId('to-site').getAttribute('href')).toBe(room.siteUrl);
    await until(async () => page.evaluate<boolean>(`document.querySelector('[data-testid=screenshot]').naturalWidth > 0`)); // prettier-ignore
    await room.desk.shot(page, 'builds-site');
    await page.getByRole('button', { name: 'Phone' }).click();
    expect((await site.boundingBox())!.width).toBeLessThanOrEqual(391);
    await room.desk.shot(page, 'builds-site-phone');
  });

  it('show when each phase ran', async () => {
    const page = await room.build('b-done');
    await tab(page, 'Timeline').click();
    const bars = page.locator('.gantt-bar');
    await bars.first().waitFor();
    expect(await bars.count()).toBe(4); // the others were used again
    expect(await page.getByRole('row', { name: /plan/ }).innerText()).toContain('Reused');
    await room.desk.shot(page, 'builds-timeline');
    await page.getByRole('button', { name: 'qa' }).click();
    await page.getByTestId('phase').waitFor();
  });

  it('say when they are not heard of, and catch up', async () => {
    const page = await room.build('b-sol');
    await until(() => room.builds.watcherCount > 0);
    room.builds.dropWatchers();
    await until(() => room.builds.watcherCount > 0); // the gateway comes back by itself
    const build = room.builds.show({ id: 'b-sol', title: 'Sol y Luna' });
    room.builds.tell({ build, phases: [] });
    await page.getByTestId('build').getByRole('heading', { name: 'Sol y Luna' }).waitFor();
    await page.context().setOffline(true);
    await page.evaluate(`dispatchEvent(new Event('online'))`); // tries at once, and fails
    await page.getByTestId('build-line').getByText('No connection').waitFor();
    room.builds.show({ id: 'b-sol', title: 'Sol y Mar' });
    await page.context().setOffline(false);
    await page.getByTestId('build').getByRole('heading', { name: 'Sol y Mar' }).waitFor();
    await page.getByTestId('build-line').waitFor({ state: 'detached' });
  });

  it('say it when there is no such build', async () => {
    const page = await room.desk.signIn({}, '#/b/none');
    await page.getByText('does not exist (any more)').waitFor();
    await page.getByRole('button', { name: 'Show all builds' }).click();
    await row(page, 'b-sol').waitFor();
  });

  it.each(['light', 'dark'] as const)('have nothing that axe complains about: %s', async (colorScheme) => {
    const page = await room.list({ colorScheme });
    expect(await room.desk.violations(page)).toEqual([]);
    await row(page, 'b-done').click();
    for (const name of ['Phases', 'Timeline', 'Changes', 'Files', 'Site', 'History']) {
      await tab(page, name).click();
      await page.waitForTimeout(250);
      expect([name, await room.desk.violations(page)]).toEqual([name, []]);
    }
    await room.desk.shot(page, `builds-history-${colorScheme}`);
    await tab(page, 'Phases').click();
    await page.getByTestId('view-list').click();
    expect(await room.desk.violations(page)).toEqual([]);
    await page.getByTestId('view-graph').click();
    for (const id of ['b-sol', 'b-failed', 'b-approval', 'b-paused', 'b-cancelled']) {
      await row(page, id).click();
      await page.locator('.build-row[aria-current]').and(row(page, id)).waitFor();
      await page.getByTestId('build').waitFor();
      const first = page.locator('.phase-node[data-state=running], .phase-node[data-state=failed], .phase-node[data-state=waiting_approval]').first(); // prettier-ignore
      if (!['b-paused', 'b-cancelled'].includes(id)) await first.click();
      expect([id, await room.desk.violations(page)]).toEqual([id, []]);
      await room.desk.shot(page, `${id}-${colorScheme}`);
    }
  });

  it('fit on a screen of 400 px, one pane at a time', async () => {
    const page = await room.list({ viewport: { width: 400, height: 800 }, colorScheme: 'dark' });
    const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
    expect(await width()).toBeLessThanOrEqual(400);
    await room.desk.shot(page, 'builds-narrow-list');
    await row(page, 'b-done').click();
    await page.getByTestId('build').waitFor();
    expect(await row(page, 'b-done').isVisible()).toBe(false);
    for (const name of ['Phases', 'Timeline', 'Changes', 'Files', 'Site', 'History']) {
      await tab(page, name).click();
      await page.waitForTimeout(250);
      expect([name, await width()]).toEqual([name, 400]);
      expect([name, await room.desk.violations(page)]).toEqual([name, []]);
      await room.desk.shot(page, `builds-narrow-${name.toLowerCase()}`);
    }
    await tab(page, 'Phases').click();
    await node(page, 'plan').click();
    await page.getByTestId('phase').waitFor();
    await room.desk.shot(page, 'builds-narrow-phase');
    await page.getByRole('button', { name: 'Close the phase' }).click();
    await page.getByTestId('build').getByRole('button', { name: 'Builds' }).click();
    await row(page, 'b-done').waitFor();
  });

  it('speak the language of the browser', async () => {
    const page = await room.build('b-done', { locale: 'es-MX' });
    await page.getByRole('heading', { name: 'Proyectos' }).waitFor();
    await tab(page, 'Cronología').click();
    await page.getByText('Reutilizada').first().waitFor();
    await room.desk.shot(page, 'builds-spanish');
  });

  it('break nothing in the page, its content security policy included', () => {
    expect(room.desk.complaints).toEqual([]);
  });
});

if (!CHROMIUM)
  process.stderr.write("No Chromium here: the specs of builds are skipped. Debian's package is chromium.\n");
