import { randomUUID } from 'node:crypto';
import { AppError } from '#libs/errors';
import { until } from '#libs/testing';
import { BuildEvents } from '../builds/build-events.js';
import type { BuildNotice } from '../builds/build-teller.js';
import { CommissioningStage, site } from '../commissioning/commissioning.stage.js';
import { eraseConversation } from '../erasure/erase-conversation.js';
import { TranscriptRepository } from '../operations/transcript.repository.js';
import { BuildMessagesRepository } from './build-messages.repository.js';
import { BuildReporter } from './build-reporter.service.js';
import { PastDurations } from './past-durations.service.js';
import { ProgressWatch } from './progress-watch.service.js';
import { StandingsRepository } from './standings.repository.js';

const SHA = 'c'.repeat(64);
const MOMENT_MS = 700;
const moment = () => new Promise((resolve) => setTimeout(resolve, MOMENT_MS));

describe(BuildReporter, () => {
  const stage = new CommissioningStage();
  const { sql } = stage.builds;
  let person: string;

  beforeAll(() => stage.open());
  beforeEach(async () => {
    await stage.reset();
    person = await stage.newPerson();
    stage.builds.runs['deploy'] = () => ({ output: { url: 'http://sites.test/sites/sol/' }, screenshot: SHA });
  });
  afterAll(() => stage.close());

  /** A build that has come to its end, and what the engine wants told of it. */
  const ended = async (): Promise<BuildNotice> => {
    const id = await stage.replica.engine.begin(stage.builds.request({ conversationId: person, workflow: site }));
    await until(() => stage.builds.told.some(({ build }) => build.id === id));
    return stage.builds.told.find(({ build }) => build.id === id)!;
  };
  const own = (fields: string) => sql(`UPDATE conversations SET ${fields} WHERE id = $1`, [person]);
  const words = () =>
    stage.sent.map(({ content }) =>
      content?.$case === 'image' ? content.value.caption : content?.$case === 'text' ? content.value.body : '',
    );

  it('tells the end once, with picture and address, however often and by whomever it is told', async () => {
    const notice = await ended();
    await Promise.all([stage.reporter.tell(notice), stage.newReporter().tell(notice), stage.reporter.tell(notice)]);
    await until(() => stage.sent.length > 0);
    await moment();
    expect(stage.sent).toHaveLength(1);
    expect(stage.sent[0]).toMatchObject({
      idempotencyKey: `build:${notice.build.id}:${notice.id}`,
      conversationId: person,
      content: { $case: 'image', value: { source: { value: `http://sites.test/previews/${SHA}.png` } } },
    });
    expect(words()[0]).toContain('http://sites.test/sites/sol/');
  });

  it('is told by another replica when the one that would have told died before it did', async () => {
    const notice = await ended();
    stage.failure = new AppError('PEER_UNAVAILABLE');
    await stage.reporter.tell(notice);
    await until(async () => (await sql<{ attempts: number }>('SELECT attempts FROM build_messages'))[0]!.attempts > 0);
    await sql(
      `UPDATE build_messages SET state = 'claimed', owner = 'dead', lease_until = now() - interval '1 s', due_at = now()`,
    );
    stage.failure = undefined;
    await until(() => stage.sent.length === 1, 10_000);
  });

  it.each([
    ['a person has the conversation', `owned_by = 'human'`, `owned_by = 'bot'`],
    ['another app has it', `owned_by = 'other_app'`, `owned_by = 'bot'`],
    ['its person said STOP', 'opted_out_at = now()', 'opted_out_at = NULL'],
  ])('is kept while %s, and told after it', async (_, before, after) => {
    const notice = await ended();
    await own(before);
    await stage.reporter.tell(notice);
    await moment();
    expect(stage.sent).toEqual([]);
    await own(after);
    await until(() => stage.sent.length === 1, 10_000);
  });

  it('says nothing that is not so any more, or that its person knows already', async () => {
    const notice = await ended();
    await stage.reporter.tell({ ...notice, id: randomUUID(), state: 'failed' });
    await stage.reporter.tell({ ...notice, id: randomUUID(), revision: 0 });
    await sql(`UPDATE builds SET state = 'cancelled'`);
    await stage.reporter.tell({ ...notice, id: randomUUID(), state: 'cancelled', by: 'contact' });
    await moment();
    expect(stage.sent).toEqual([]);
    await stage.reporter.tell({ ...notice, id: randomUUID(), state: 'cancelled', by: 'Eva' });
    await until(() => stage.sent.length === 1);
    expect(words()[0]).toContain('Stopped');
  });

  it('does not keep the engine waiting, nor fail it, for a build that is nobody’s any more', async () => {
    const notice = await ended();
    await own('erased_at = now()');
    await stage.reporter.tell(notice);
    await sql('DELETE FROM builds');
    await expect(stage.reporter.tell({ ...notice, id: randomUUID() })).resolves.toBeUndefined();
    expect(await sql('SELECT FROM build_messages')).toEqual([]);
  });

  it('is part of the transcript once it is said, and of what a quote may mean', async () => {
    const notice = await ended();
    const transcript = new TranscriptRepository(stage.replica.database);
    await own(`owned_by = 'human'`);
    await stage.reporter.tell(notice);
    expect((await transcript.read(person, 10, '')).entries).toEqual([]);
    await own(`owned_by = 'bot'`);
    await until(async () => (await transcript.read(person, 10, '')).entries.length === 1, 10_000);
    const [said] = (await transcript.read(person, 10, '')).entries;
    const key = `build:${notice.build.id}:${notice.id}`;
    expect(said!.entry).toMatchObject({
      $case: 'turn',
      value: { agent: 'planner', replies: [{ idempotencyKey: key, kind: 'image' }] },
    });
    expect((await transcript.read(person, 10, '')).previousPageToken).toBe('');
    expect(await stage.quotedBy(person, key)).toMatchObject({ agent: 'planner', build: notice.build.id });
    expect(await stage.quotedBy(await stage.newPerson(), key)).toBeUndefined();
  });

  it('leaves nothing of a person who is erased, and stops what is under way for them', async () => {
    let isStopped = false;
    await stage.reporter.tell(await ended());
    await until(() => stage.sent.length === 1);
    stage.builds.runs['pages'] = ({ signal }) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => {
          isStopped = true;
          reject(signal.reason as Error);
        }),
      );
    await stage.replica.engine.begin(stage.builds.request({ conversationId: person, workflow: site }));
    await until(
      () => stage.replica.worker.inFlight > 0 && stage.builds.ran.filter((name) => name === 'pages').length === 2,
    );
    const other = await stage.replica.engine.begin(stage.builds.request({ workflow: site }));
    await stage.replica.database.transaction((client) => eraseConversation(client, person, 'Eva'));
    for (const table of ['build_messages', 'build_notices', 'phase_cache'])
      expect(await sql(`SELECT FROM ${table}`)).toEqual([]);
    expect(await sql('SELECT id FROM builds')).toEqual([{ id: other }]);
    expect(await sql('SELECT FROM phases WHERE build_id <> $1', [other])).toEqual([]);
    expect(await sql('SELECT FROM build_events WHERE build_id <> $1', [other])).toEqual([]);
    await until(() => isStopped);
  });

  it('follows a conversation that is merged into another', async () => {
    const notice = await ended();
    const into = await stage.newPerson();
    await own(`owned_by = 'human'`);
    await stage.reporter.tell(notice);
    await own(`state = 'merged', merged_into = '${into}'`);
    await sql(`UPDATE conversations SET owned_by = 'bot' WHERE id = $1`, [into]);
    await until(() => stage.sent.length === 1, 10_000);
    expect(stage.sent[0]!.conversationId).toBe(into);
    expect((await stage.list(into)).map(({ id }) => id)).toEqual([notice.build.id]);
  });

  describe('while a build goes on', () => {
    let buildId: string;
    let watch: ProgressWatch;
    let letGo: () => void;
    const change = (phase: string) => ({
      type: 'phase' as const,
      buildId,
      revision: 1,
      phaseId: '',
      phase,
      state: 'done' as const,
    });
    const count = async () => (await sql<{ kind: string }>('SELECT kind FROM build_messages')).length;

    beforeEach(async () => {
      const held = new Promise<void>((resolve) => (letGo = resolve));
      stage.builds.runs['pages'] = () => held;
      buildId = await stage.replica.engine.begin(stage.builds.request({ conversationId: person, workflow: site }));
      await until(() => stage.builds.ran.includes('pages'));
      const { database } = stage.replica;
      watch = new ProgressWatch(
        new BuildEvents(),
        new StandingsRepository(database),
        new PastDurations(database),
        new BuildMessagesRepository(database),
        { wake: () => undefined },
      );
      await sql(`UPDATE builds SET created_at = now() - interval '1 minute'`);
    });
    afterEach(() => letGo());

    it('tells what is over and what goes on, 25 seconds after the first news at the earliest', async () => {
      watch.note(change('plan'), 0);
      watch.note(change('pages'), 10_000);
      await watch.look(24_900);
      expect(await count()).toBe(0);
      await watch.look(25_000);
      await until(() => stage.sent.length === 1);
      expect(words()[0]).toMatch(/^\*Sol\*: plan ✅ Now: pages\.\n▓▓▓░+ 33 %/u);
      await watch.look(60_000); // nothing has happened since
      expect(await count()).toBe(1);
    });

    it('tells the same no second time, and nothing within 25 seconds, by whichever replica', async () => {
      const tell = () => {
        watch.note(change('plan'), 0);
        return watch.look(25_000);
      };
      await Promise.all([tell(), tell()]);
      expect(await count()).toBe(1);
      await sql(`UPDATE build_messages SET at = now() - interval '26 s'`);
      await tell();
      expect(await count()).toBe(1); // nothing new
      await sql(`UPDATE build_messages SET standing = 'another', idempotency_key = 'x', at = now() - interval '20 s'`);
      await tell();
      expect(await count()).toBe(1); // too early
      await sql(`UPDATE build_messages SET at = now() - interval '26 s'`);
      await tell();
      expect(await count()).toBe(2);
    });

    it.each([`owned_by = 'human'`, `owned_by = 'waiting'`, 'opted_out_at = now()', 'erased_at = now()'])(
      'says nothing while %s, and does not catch up on it',
      async (state) => {
        await own(state);
        watch.note(change('plan'), 0);
        await watch.look(25_000);
        expect(await count()).toBe(0);
      },
    );

    it('drops what was to be said when a person took over, once it is old', async () => {
      await sql(
        `INSERT INTO build_messages (conversation_id, build_id, idempotency_key, kind, content, at)
         VALUES ($1, $2, 'k', 'progress', '{"$case":"text","value":{"body":"old"}}', now() - interval '2 minutes')`,
        [person, buildId],
      );
      await until(async () => (await count()) === 0, 10_000);
      expect(stage.sent).toEqual([]);
    });

    it('forgets a build that has ended', async () => {
      watch.note(change('plan'), 0);
      watch.note({ type: 'build', buildId, revision: 1, state: 'done', reason: '' }, 1);
      await watch.look(30_000);
      expect(await count()).toBe(0);
    });
  });
});

describe(PastDurations, () => {
  const stage = new CommissioningStage();
  beforeAll(() => stage.open());
  beforeEach(() => stage.reset());
  afterAll(() => stage.close());

  it('are the medians of each phase of a workflow, looked up once a minute; what was not needed took no time', async () => {
    const ids = await Promise.all(
      [1, 2, 3].map(() => stage.replica.engine.begin(stage.builds.request({ workflow: site }))),
    );
    await Promise.all(ids.map((id) => stage.builds.reach(stage.replica, id, 'done')));
    await stage.builds.sql(
      `UPDATE phases SET claimed_at = now(), finished_at = now() + CASE build_id WHEN $1 THEN 10 WHEN $2 THEN 20 ELSE 90 END * interval '1 s',
              state = CASE WHEN name = 'deploy' AND build_id <> $1 THEN 'skipped' ELSE state END`,
      [ids[0], ids[1]],
    );
    const durations = new PastDurations(stage.replica.database);
    expect(Object.fromEntries(await durations.of('full-build'))).toEqual({ plan: 20_000, pages: 20_000, deploy: 0 });
    await stage.builds.sql('DELETE FROM phases');
    expect((await durations.of('full-build')).size).toBe(3);
    expect((await durations.of('bug-fix')).size).toBe(0);
  });
});
