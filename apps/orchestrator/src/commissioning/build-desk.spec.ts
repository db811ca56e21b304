import { randomUUID } from 'node:crypto';
import { Intent } from '#libs/contracts';
import { until } from '#libs/testing';
import { makePatch } from '../conversations/state/make-patch.js';
import { newSession } from '../conversations/state/session-builder.js';
import { newOwner } from '../conversations/state/session-values.stage.js';
import { buildAtHand } from '../understanding/build-at-hand.js';
import { BuildDesk } from './build-desk.service.js';
import { CommissioningStage, type Said } from './commissioning.stage.js';

const REQUEST = Intent.INTENT_BUILD_REQUEST;
const STATUS = Intent.INTENT_BUILD_STATUS;
const CANCEL = Intent.INTENT_BUILD_CANCEL;
const UNDO = Intent.INTENT_BUILD_UNDO;

describe(BuildDesk, () => {
  const stage = new CommissioningStage();
  let person: string;
  /** Phases of that name go on until they are let go. */
  let letGo: () => void;

  const hold = (name: string) => {
    const held = new Promise<void>((resolve) => (letGo = resolve));
    stage.builds.runs[name] = async ({ signal }) => {
      await Promise.race([
        held,
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
      ]);
    };
  };
  const says = (said: Said) => stage.says(person, said);
  const newest = async () => (await stage.list(person))[0]!;
  const reach = async (state: string) => until(async () => (await newest()).state === state);
  /** A build that has come to its end, at an address. */
  const built = async (text = 'a page for my bakery Sol') => {
    stage.builds.runs['deploy'] = () => ({ output: { url: 'http://sites.test/sites/sol/', summary: '' } });
    await says({ intent: REQUEST, text });
    await reach('done');
    return newest();
  };

  beforeAll(() => stage.open());
  beforeEach(async () => {
    await stage.reset();
    person = await stage.newPerson();
    letGo = () => undefined;
  });
  afterEach(() => letGo());
  afterAll(() => stage.close());

  describe('an order', () => {
    it('begins one build, however often its turn is tried, and says what will be done and how long it takes', async () => {
      hold('pages');
      const turnId = randomUUID();
      const said = { intent: REQUEST, text: 'a page for my bakery Sol', turnId };
      const [first, second] = [await says(said), await says({ ...said, attempt: 2 })];
      expect(first).toMatch(/\*a page for my bakery Sol\*.*Steps: plan, pages, publishing.*first time/su);
      expect(second).toBe(first);
      expect(await stage.list(person)).toMatchObject([
        { request: 'a page for my bakery Sol', language: 'en', state: 'running' },
      ]);
    });

    it('is refused in one clear sentence when three go on already, which costs nobody else theirs', async () => {
      hold('plan');
      for (const name of ['Sol', 'Luna', 'Mar']) await says({ intent: REQUEST, text: `a page for ${name}` });
      const words = await says({ intent: REQUEST, text: 'a fourth page', language: 'es' });
      expect(words).toMatch(/todo lo que puedo a la vez.*Mar.*Luna.*Sol/);
      expect(await stage.list(person)).toHaveLength(3);
      const other = await stage.newPerson();
      expect(await stage.says(other, { intent: REQUEST, text: 'a page' })).toContain('Steps:');
    });

    it('takes what was said before a tap on our question for what is wanted', async () => {
      hold('plan');
      const before = { turnId: 'x', agent: 'clarify', task: 'something for my bakery', answer: '?' };
      await says({
        intent: REQUEST,
        text: 'Build something',
        replyId: 'clarify:4:planner',
        session: { turns: [before] },
      });
      expect((await newest()).request).toBe('something for my bakery');
    });

    it('lets the session know what is built, so that the next message is read in its sense', async () => {
      hold('plan');
      const answer = (await stage.ask(person, { intent: REQUEST, text: 'a page' }))!;
      const session = newSession(newOwner(), Date.now());
      const { patch, refused } = makePatch(session, { language: 'en', intent: REQUEST, ...answer }, Date.now());
      expect(refused).toBeUndefined();
      expect(patch).toMatchObject({ agent: 'planner', lane: 'build', phase: 'build' });
      const after = { ...session, slots: patch.slots! };
      expect(buildAtHand(after, Date.now())).toBe((await newest()).id);
      expect(buildAtHand(after, Date.now() + 24 * 3_600_000)).toBeUndefined();
    });
  });

  describe('a change', () => {
    it('is stored while the build goes on, once for its turn, and told in one line', async () => {
      hold('pages');
      await says({ intent: REQUEST, text: 'a page' });
      await until(() => stage.builds.ran.includes('pages'));
      const turnId = randomUUID();
      const words = await says({ text: 'make it blue', turnId });
      expect(words).toBe('✏️ It becomes blue. I work it in now and keep the rest.');
      await says({ text: 'make it blue', turnId, attempt: 2 });
      expect(await newest()).toMatchObject({ revision: 2, changes: [{ text: 'make it blue', targets: ['pages'] }] });
      expect(stage.wishes[0]!.phases.map(({ name }) => name)).toEqual(['plan', 'pages', 'deploy']);
      letGo();
      await reach('done');
      expect(stage.builds.ran.filter((name) => name === 'plan')).toHaveLength(1);
    });

    it('is none where somebody is only pleased: they are answered, and nothing is made again', async () => {
      await built();
      stage.routed = { policy: 'merge', targets: ['pages'], summary: '¡Me alegro!', isNoWish: true };
      expect(await says({ text: 'qué bonito ha quedado' })).toBe('¡Me alegro!');
      expect(await newest()).toMatchObject({ revisions: [{ number: 1 }], state: 'done' });
    });

    it('waits where it should, and none of two is lost', async () => {
      hold('pages');
      await says({ intent: REQUEST, text: 'a page' });
      stage.routed = { policy: 'wait', targets: ['pages'], summary: 'Un mapa más' };
      expect(await says({ text: 'add a map', language: 'es' })).toBe(
        '✏️ Un mapa más. Lo hago en cuanto esté lo que tengo en marcha.',
      );
      await says({ text: 'and a form' });
      letGo();
      await until(async () => (await newest()).revision === 2 && (await newest()).state === 'done');
      expect((await newest()).changes.map(({ text, revision }) => [text, revision])).toEqual([
        ['add a map', 2],
        ['and a form', 2],
      ]);
    });

    it('makes a new version of what is ready', async () => {
      await built();
      expect(await says({ text: 'make it blue' })).toMatch(/^✏️ It becomes blue\. .*left/);
      await until(async () => (await newest()).revision === 2 && (await newest()).state === 'done');
      expect(stage.builds.ran.filter((name) => name === 'plan')).toHaveLength(1);
    });

    it('of what is ready is refused in one clear sentence when three others go on', async () => {
      await built();
      hold('plan');
      for (const name of ['Luna', 'Mar', 'Pan']) await says({ intent: REQUEST, text: `a page for ${name}` });
      const [, , , sol] = await stage.list(person);
      expect(await says({ text: 'make it blue', quotedBuild: sol!.id })).toMatch(/as much.*Pan.*Mar.*Luna/);
      expect(await stage.replica.engine.get(sol!.id)).toMatchObject({ state: 'done', changes: [] });
    });

    it('of nothing is a question of what kind it should be, and the answer to it an order', async () => {
      const asked = (await stage.ask(person, { text: 'make it blue', language: 'pt' }))!;
      expect(asked.slots).toMatchObject({ phase: 'build.ask', openQuestion: 'text' });
      expect(JSON.stringify(asked.contents)).toContain('que tipo de site');
      expect(await stage.list(person)).toEqual([]);
      const session = { agent: 'planner', phase: 'build.ask', openQuestion: 'text' as const };
      await says({ text: 'a page for my bakery', session });
      expect(await newest()).toMatchObject({ request: 'a page for my bakery' });
    });

    it('is about the newest build that goes on, unless one is named or quoted', async () => {
      hold('pages');
      await says({ intent: REQUEST, text: 'a page for the bakery Sol' });
      await says({ intent: REQUEST, text: 'a page for the florist Luna' });
      const [luna, sol] = await stage.list(person);
      await says({ text: 'make it blue' });
      await says({ text: 'make Sol green' });
      await says({ text: 'and this one red', quotedBuild: sol!.id });
      const changesOf = async (id: string) => (await stage.replica.engine.get(id)).changes.map(({ text }) => text);
      expect(await changesOf(luna!.id)).toEqual(['make it blue']);
      expect(await changesOf(sol!.id)).toEqual(['make Sol green', 'and this one red']);
    });
  });

  describe('a question how far it is', () => {
    it('is answered with bar, steps and time, of all that go on', async () => {
      hold('pages');
      await says({ intent: REQUEST, text: 'a page for Sol' });
      await until(() => stage.builds.ran.includes('pages'));
      const words = await says({ intent: STATUS, language: 'es' });
      expect(words).toMatch(/▓▓▓░+ 33 %\n✅ plan\n⏳ páginas\n▫️ publicación\n.*primera vez/u);
      await says({ intent: REQUEST, text: 'a page for Luna' });
      expect(await says({ intent: STATUS })).toMatch(/Luna[^]*Sol/);
      expect(await says({ intent: STATUS, text: 'how far is Sol?' })).toContain('Sol');
    });

    it('of one that is ready is answered with its address, and of none with an offer', async () => {
      expect(await says({ intent: STATUS })).toContain('not made anything');
      await built();
      expect(await says({ intent: STATUS })).toContain('http://sites.test/sites/sol/');
    });
  });

  describe('a wish to stop', () => {
    it('ends what runs within two seconds and says how far it came', async () => {
      hold('pages');
      await says({ intent: REQUEST, text: 'a page for Sol' });
      await until(() => stage.builds.ran.includes('pages'));
      const began = performance.now();
      const words = await says({ intent: CANCEL, language: 'es' });
      await until(() => stage.replica.worker.inFlight === 0);
      expect(performance.now() - began).toBeLessThan(2_000);
      expect(words).toMatch(
        /Parado.*hasta aquí: plan\. Falta: páginas, publicación\. Archivos hasta ahora: plan\.txt/su,
      );
      expect(await newest()).toMatchObject({ state: 'cancelled' });
    });

    it('gives the address of what there is, where it is a site', async () => {
      const files = [{ path: 'index.html', sha256: 'a'.repeat(64), size: 1 }];
      stage.builds.runs['pages'] = () => ({ files });
      hold('deploy');
      await says({ intent: REQUEST, text: 'Sol' });
      await until(() => stage.builds.ran.includes('deploy'));
      expect(await says({ intent: CANCEL })).toContain('unfinished and unchecked: http://sites.test/sites/sol/');
      expect(stage.published).toMatchObject([
        { contactId: person, files: [{ path: 'index.html' }, { path: 'plan.txt' }] },
      ]);
      expect(await says({ intent: STATUS })).toContain('http://sites.test/sites/sol/');
    });

    it('stops no other build when its turn is tried again', async () => {
      hold('plan');
      await says({ intent: REQUEST, text: 'a page for Sol' });
      await says({ intent: REQUEST, text: 'a page for Luna' });
      const first = await says({ intent: CANCEL, ageMs: 1_000 });
      expect(await says({ intent: CANCEL, attempt: 2, ageMs: 5_000 })).toBe(first);
      expect((await stage.list(person)).map(({ state }) => state)).toEqual(['cancelled', 'running']);
      expect(await says({ intent: CANCEL })).toContain('Sol'); // a turn of its own
    });

    it('in the moment of the end finds it ready, and of nothing says so', async () => {
      await built();
      expect(await says({ intent: CANCEL })).toMatch(/was ready already: http/);
      expect(await newest()).toMatchObject({ state: 'done' });
      const nobody = await stage.newPerson();
      expect(await stage.says(nobody, { intent: CANCEL })).toContain('not made anything');
    });
  });

  describe('a wish to go on', () => {
    const pause = async () => {
      hold('pages');
      await says({ intent: REQUEST, text: 'a page for Sol' });
      await until(() => stage.builds.ran.includes('pages'));
      await stage.replica.engine.pause((await newest()).id, 'system', 'BUDGET_SPENT');
    };
    const spend = (scope: string, id: string, day: string) =>
      stage.builds.sql(
        `INSERT INTO build_budgets (scope, id, day, spent) VALUES ($1, $2, ${day}, '{999999999,0,0,0}')`,
        [scope, id],
      );
    const today = `(now() AT TIME ZONE 'UTC')::date`;

    it('lets what is paused go on, with all of its own budget again, once for its turn', async () => {
      await pause();
      const { id } = await newest();
      await spend('build', id, `'1970-01-01'`);
      const words = await says({ text: 'Sigue, por favor', language: 'es' });
      expect(words).toMatch(/▶️ Sigo con \*a page for Sol\*/);
      expect(await newest()).toMatchObject({ state: 'running', revision: 1 });
      expect(await stage.builds.sql(`SELECT spent[1]::int FROM build_budgets WHERE id = $1`, [id])).toEqual([
        { spent: 0 },
      ]);
      expect(await says({ text: 'sigue', attempt: 2, language: 'es' })).toContain('Sigo con');
      expect(await newest()).toMatchObject({ revision: 1, changes: [] });
    });

    it('says when it goes on by itself where a budget of the day is used up', async () => {
      await pause();
      await spend('person', person, today);
      expect(await says({ text: 'continue' })).toMatch(/used up.*by myself on .* UTC/);
      expect(await newest()).toMatchObject({ state: 'paused' });
      await stage.builds.sql('TRUNCATE build_budgets');
      await spend('person', person, `${today} - 1`);
      expect(await says({ text: 'continue' })).toContain('I go on with');
    });

    it('is a wish like any other where nothing is paused, and no wish of ours while something else is asked', async () => {
      await built();
      await says({ text: 'continua' });
      expect(await newest()).toMatchObject({ changes: [{ text: 'continua' }] });
      await reach('done');
      await pause();
      await says({ text: 'continue', session: { agent: 'commerce', openQuestion: 'choice' } });
      expect(await newest()).toMatchObject({ state: 'paused' });
    });
  });

  describe('a wish to go back', () => {
    it('restores the version before, and the one before that, each once for its turn', async () => {
      await built();
      for (const revision of [2, 3]) {
        await says({ text: `change ${revision}` });
        await until(async () => (await newest()).revision === revision && (await newest()).state === 'done');
      }
      const turnId = randomUUID();
      expect(await says({ intent: UNDO, turnId })).toMatch(/back to the version before.*http/);
      await says({ intent: UNDO, turnId, attempt: 2, ageMs: 5_000 });
      await reach('done');
      expect(await newest()).toMatchObject({ revision: 4, changes: [{ text: 'change 2' }] });
      await says({ intent: UNDO });
      await until(async () => (await newest()).revision === 5 && (await newest()).state === 'done');
      expect((await newest()).changes).toEqual([]);
      expect(await says({ intent: UNDO })).toContain('no earlier version');
      expect(stage.builds.ran.filter((name) => name === 'pages')).toHaveLength(3);
    });

    it('drops the change that is under way', async () => {
      await built();
      hold('pages');
      await says({ text: 'make it blue' });
      expect(await says({ intent: UNDO })).toMatch(/dropped the change/);
      await until(async () => (await newest()).revision === 3 && (await newest()).state === 'done');
      expect((await newest()).changes).toEqual([]);
    });

    it('has nowhere to go in a first version', async () => {
      hold('plan');
      await says({ intent: REQUEST, text: 'a page for Sol' });
      expect(await says({ intent: UNDO })).toContain('no earlier version');
      expect(await newest()).toMatchObject({ revision: 1, state: 'running' });
    });
  });

  describe('a command', () => {
    const shopping = { agent: 'commerce', phase: 'cart' };

    it('is nobody’s business where nothing was built, or something else is under way', async () => {
      for (const command of ['status', 'cancel', 'undo', 'help'])
        expect(await stage.ask(person, { command })).toBeUndefined();
      await built();
      expect(await stage.ask(person, { command: 'status', session: shopping })).toBeUndefined();
    });

    it('is about the build that goes on, and leaves the talk about something else as it was', async () => {
      hold('plan');
      await says({ intent: REQUEST, text: 'a page for Sol' });
      const answer = (await stage.ask(person, { command: 'status', session: shopping }))!;
      expect(answer).toMatchObject({ isAgent: false, speaker: '' });
      expect(await says({ command: 'cancel' })).toContain('Stopped');
    });
  });
});
