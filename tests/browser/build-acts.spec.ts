import { BuildState, Revision } from '#libs/contracts';
import { until } from '#libs/testing';
import { BuildsRoom, node, row, tab } from './builds-room.js';
import { CHROMIUM } from './console-desk.js';

const inChromium = CHROMIUM ? describe : describe.skip;

inChromium('what operators do with builds, in a browser', () => {
  let room: BuildsRoom;

  beforeAll(async () => {
    room = await BuildsRoom.open();
  });
  beforeEach(() => room.reset());
  afterEach(() => room.desk.closePages());
  afterAll(() => room?.close());

  it('tell who did what and why, and come back to an earlier revision after a yes', async () => {
    const page = await room.build('b-done');
    await tab(page, 'History').click();
    const events = page.getByTestId('events');
    await events.getByText('hazlo más oscuro y añade una página de contacto (merged in at once)').waitFor();
    expect(await events.locator('tr[data-type=refined]').innerText()).toMatch(/Marta\s+Asked for a change/);
    await room.desk.shot(page, 'builds-history');
    await page.getByTestId('restore-1').click();
    await page.getByRole('dialog').getByText('Nothing is lost').waitFor();
    await room.desk.shot(page, 'builds-restore');
    await page.keyboard.press('Enter'); // what leaves everything as it is has the focus
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(room.asked('rollbackBuild')).toEqual([]);
    room.builds.onAct = () => {
      room.builds.show({ id: 'b-done', revision: 3 });
      room.builds.lay(
        'b-done',
        3,
        room.builds.phases.get('b-done 1')!.map((phase) => ({ ...phase, id: `${phase.name}-3` })),
      );
      const next = Revision.create({ number: 3, cause: 'rollback', detail: '1', parent: 2, createdAt: new Date(), state: BuildState.BUILD_STATE_DONE }); // prettier-ignore
      room.builds.revisions.set('b-done', [...room.builds.revisions.get('b-done')!, next]);
    };
    await page.getByTestId('restore-1').click();
    await page.getByTestId('confirm').click();
    await page.getByText('Restored revision 1').waitFor();
    expect(room.asked('rollbackBuild')).toMatchObject([{ buildId: 'b-done', revision: 1, operator: 'Marta' }]);
    await page.getByTestId('revision').selectOption('1');
    await page.getByTestId('past').getByText('You look at revision 1').waitFor();
    await page.getByTestId('past').getByRole('button', { name: 'Show the newest' }).click();
    await page.getByTestId('past').waitFor({ state: 'detached' });
  });

  it('let people approve, retry and leave out phases, and say why not', async () => {
    const page = await room.build('b-approval');
    await node(page, 'deploy').click();
    await room.desk.shot(page, 'builds-approval');
    room.builds.refusal = 'BUILD_STATE';
    await page.getByTestId('phase-approve').click();
    await page.getByTestId('phase').getByText('not in a state for it any more').waitFor();
    room.builds.refusal = undefined;
    await page.getByTestId('phase-approve').click();
    await until(() => room.asked('approvePhase').length === 2);
    await page.evaluate(`location.hash = '#/b/b-failed'`);
    await node(page, 'frontend').click();
    await page.getByTestId('phase-retry').click();
    await until(() => room.asked('retryPhase').length === 1);
    await page.getByTestId('phase-skip').click();
    await page.getByRole('dialog').getByText('Go on without “frontend”?').waitFor();
    await page.getByRole('button', { name: 'Leave it as it is' }).click();
    expect(room.asked('skipPhase')).toEqual([]);
    await page.getByTestId('phase-skip').click();
    await page.getByTestId('confirm').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(room.asked('skipPhase')).toMatchObject([{ buildId: 'b-failed', phaseId: 'frontend-1', operator: 'Marta' }]);
    await page.evaluate(`location.hash = '#/b/b-done'`);
    await node(page, 'deploy').click();
    expect(await page.locator('.phase-decisions').count()).toBe(0);
  });

  it('are cancelled after a yes, with the reason that was given', async () => {
    const page = await room.build('b-sol');
    room.builds.onAct = () => void room.builds.show({ id: 'b-sol', state: BuildState.BUILD_STATE_CANCELLED });
    await page.getByTestId('cancel').click();
    await page.keyboard.press('Escape');
    expect(room.asked('cancelBuild')).toEqual([]);
    await page.getByTestId('cancel').click();
    await page.locator('[name=reason]').fill('asked twice');
    await room.desk.shot(page, 'builds-cancel');
    await page.getByTestId('confirm').click();
    await page.locator('.build-head').getByTestId('build-state').getByText('Cancelled').waitFor();
    expect(room.asked('cancelBuild')).toMatchObject([{ buildId: 'b-sol', reason: 'asked twice', operator: 'Marta' }]);
    expect(await page.getByTestId('cancel').count()).toBe(0);
  });

  it('take changes in words, and keep the words that were refused', async () => {
    const page = await room.build('b-done');
    room.builds.refusal = 'TOO_MANY_BUILDS';
    await page.keyboard.press('r');
    await page.keyboard.type('make it darker');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('too many builds run for this person').waitFor();
    expect(await page.locator('#refine').inputValue()).toBe('make it darker');
    room.builds.refusal = undefined;
    await page.getByTestId('refine').click();
    await until(async () => (await page.locator('#refine').inputValue()) === '');
    const given = room.asked('refineBuild');
    expect(given).toMatchObject([{ text: 'make it darker' }, { text: 'make it darker', operator: 'Marta' }]);
    expect(given[0]!['idempotencyKey']).toBe(given[1]!['idempotencyKey']);
    await page.locator('#refine').fill('make it darker');
    await page.keyboard.press('Enter');
    await until(() => room.asked('refineBuild').length === 3);
    expect(room.asked('refineBuild')[2]!['idempotencyKey']).not.toBe(given[0]!['idempotencyKey']);
  });

  it('are reached from their conversation, and lead back to it', async () => {
    const page = await room.desk.signIn();
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
    const page = await room.desk.signIn();
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

  it('break nothing in the page, its content security policy included', () => {
    expect(room.desk.complaints).toEqual([]);
  });
});

if (!CHROMIUM)
  process.stderr.write("No Chromium here: the specs of builds are skipped. Debian's package is chromium.\n");
