import { randomUUID } from 'node:crypto';
import type { PublishSiteRequest } from '#libs/contracts';
import { AppError } from '#libs/errors';
import type { Replica } from '../../builds/builds.stage.js';
import { done, failed, fileOf, type Play, result } from '../../phases/agents.stage.js';
import { PhaseDrafts } from '../../phases/drafts/phase-drafts.repository.js';
import { PhasesStage } from '../../phases/phases.stage.js';
import { UnfinishedSitesRepository } from './unfinished-sites.repository.js';
import { UnfinishedSites } from './unfinished-sites.service.js';

/** Writes one file and ends in this error. */
const cut =
  (reason: AppError['reason'], path = 'index.html'): Play =>
  (run) => [result('', [...run.build!.files, fileOf(path, 'half')]), failed(reason)];

describe(UnfinishedSites, () => {
  const stage = new PhasesStage();
  const published: PublishSiteRequest[] = [];
  let failure: AppError | undefined;
  let replica: Replica;
  let sites: UnfinishedSites;
  const url = 'http://sites.test/sites/sol/';
  const urls = () => stage.builds.sql<{ url: string }>('SELECT url FROM unfinished_sites');

  beforeAll(() => stage.open(), 60_000);
  beforeEach(async () => {
    published.length = 0;
    failure = undefined;
    replica = await stage.start();
    sites = new UnfinishedSites(new UnfinishedSitesRepository(replica.database), {
      publish: async (given) => {
        if (failure) throw failure;
        published.push(given);
        return url;
      },
    });
  });
  afterEach(() => stage.reset());
  afterAll(() => stage.close());

  it('publishes what phases gave together with what a run has left that failed', async () => {
    stage.agents.plays['frontend'] = cut('RUN_LOOPING');
    const id = await stage.build(replica, {}, 'failed');
    const paths = ['content.json', 'data.json', 'design.json', 'index.html'];
    expect(await sites.show(id)).toEqual({ url, paths });
    expect(published).toMatchObject([{ slug: 'sol', buildId: id, revision: 1, phoneNumberId: '1001' }]);
    expect(published[0]!.files).toContainEqual(fileOf('index.html', 'half'));
    expect(await urls()).toEqual([{ url }]);
  });

  it('names the files where they are no site, or nobody can publish them', async () => {
    stage.agents.plays['frontend'] = () => [failed('RUN_LOOPING')];
    const none = await stage.build(replica, {}, 'failed');
    expect(await sites.show(none)).toEqual({ url: '', paths: ['content.json', 'data.json', 'design.json'] });
    stage.agents.plays['frontend'] = cut('RUN_LOOPING');
    failure = new AppError('PEER_UNREACHABLE');
    const away = await stage.build(replica, {}, 'failed');
    expect(await sites.show(away)).toMatchObject({ url: '', paths: { length: 4 } });
    expect(await urls()).toEqual([]);
  });

  it('leaves the site of an earlier revision on the air', async () => {
    const id = await stage.build(replica);
    stage.agents.plays['frontend'] = cut('RUN_LOOPING');
    const wish = { text: 'blue', targets: ['frontend'], policy: 'merge' as const, by: 'contact' };
    await replica.engine.refine(id, { ...wish, idempotencyKey: randomUUID() });
    await stage.builds.reach(replica, id, 'failed');
    expect(await sites.show(id)).toMatchObject({ url: '' });
    expect(published).toEqual([]);
  });

  it('shows nothing of a build that goes on, is done or is gone', async () => {
    const id = await stage.build(replica);
    expect(await sites.show(id)).toBeUndefined();
    expect(await sites.show(randomUUID())).toBeUndefined();
  });

  it('takes no file that the phase had no right to write', async () => {
    stage.agents.plays['frontend'] = cut('RUN_LOOPING', 'content.json');
    const id = await stage.build(replica, {}, 'failed');
    await sites.show(id);
    expect(await stage.builds.sql('SELECT FROM phase_drafts')).toEqual([]);
  });

  it('gives what a run has left to the next attempt, which is told so, and publishes the end of that instead', async () => {
    stage.agents.plays['frontend'] = (run, time) => {
      if (time === 1) return cut('BUDGET_SPENT')(run, time);
      return [result('{"summary":"a","files":[]}', [...run.build!.files, fileOf('styles.css', 'rest')]), done];
    };
    const id = await stage.build(replica, {}, 'paused');
    expect((await sites.show(id))!.url).toBe(url);
    await replica.engine.resume(id, 'contact');
    await stage.builds.reach(replica, id, 'done');
    const [first, second] = stage.agents.runs.filter(({ agent }) => agent === 'frontend');
    expect(second!.build!.files).toContainEqual(fileOf('index.html', 'half'));
    expect([first!, second!].map(({ task }) => task.includes('cut short'))).toEqual([false, true]);
    const deployed = (await stage.outcome(replica, id, 'deploy')).files.map(({ path }) => path);
    expect(deployed).toEqual(['content.json', 'data.json', 'design.json', 'index.html', 'styles.css']);
    expect(await sites.show(id)).toBeUndefined();
  });

  it('keeps nothing for a phase that is gone meanwhile', async () => {
    const delta = { written: [{ path: 'a.js', sha256: 'a'.repeat(64), size: 1 }], deleted: [] };
    await new PhaseDrafts(replica.database).keep({ phaseId: randomUUID() }, delta);
    expect(await stage.builds.sql('SELECT FROM phase_drafts')).toEqual([]);
  });
});
