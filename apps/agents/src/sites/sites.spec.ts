import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PublishSiteRequest } from '#libs/contracts';
import { type Database, openDatabase, Retention } from '#libs/database';
import { BuildingStage, context, submit, write } from '../building/building.stage.js';
import { migrations } from '../migrations/index.js';
import { retentionRules } from '../retention-rules.js';

const page = (title: string) => `<!doctype html><html lang="es"><title>${title}</title><h1>${title}</h1></html>`;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('sites over gRPC', () => {
  const stage = new BuildingStage();
  let database: Database;

  beforeAll(async () => {
    await stage.prepare();
    database = await openDatabase({ url: stage.databaseUrl, poolSize: 2, entities: [], migrations });
    await stage.start({ SITES_URL: 'https://sites.example.org/' });
  });
  afterAll(async () => {
    await stage.stop();
    await database.close();
    await stage.drop();
  });
  beforeEach(async () => {
    for (const table of ['sites', 'workspaces', 'blobs', 'erased_contacts'])
      await database.query({ name: `clear-${table}`, text: `DELETE FROM ${table}` });
  });

  const rows = async (table: 'sites' | 'workspaces' | 'blobs') =>
    (
      await database.query<{ n: number }>({ name: `count-${table}`, text: `SELECT count(*)::int AS n FROM ${table}` })
    )[0]!.n;
  const make = async (title: string, place: object = {}, more: object = {}) => {
    stage.script([write('index.html', page(title))], [submit({ summary: 'Listo.', files: ['index.html'] })]);
    const { result } = await stage.play('frontend', place, more);
    return result!.files;
  };
  const publish = (more: Partial<PublishSiteRequest>) =>
    stage.artifacts.call(
      'publishSite',
      PublishSiteRequest.create({
        slug: 'sol',
        buildId: 'b1',
        revision: 1,
        phoneNumberId: '1',
        contactId: 'c1',
        ...more,
      }),
    );
  const titleOf = async (slug: string) => {
    const { files } = await stage.artifacts.call('resolveSite', { slug });
    return /<h1>(.*)<\/h1>/.exec((await stage.read(files[0]!.sha256))!)![1];
  };

  it('are published by devops, whose link is the one that the tool answered', async () => {
    const files = await make('Sol');
    const url = 'https://sites.example.org/sites/panaderia-sol/';
    const publishing = [{ name: 'publish_site', input: {} }];
    stage.script([submit({ url, summary: 'Made up.' })], publishing, [submit({ url, summary: 'Publicado.' })]);
    const { tools, output } = await stage.play('devops', { files, writes: [], slug: 'panaderia-sol' });
    expect(tools).toEqual(['submit_result denied', 'publish_site ok', 'submit_result ok']);
    expect(output).toMatchObject({ url });
    await expect(stage.artifacts.call('resolveSite', { slug: 'panaderia-sol' })).resolves.toEqual({
      buildId: 'b1',
      revision: 1,
      files,
    });
  });

  it('keep the name of their build, go forward and back with its revisions, and never to an older one by accident', async () => {
    const [one, two] = [await make('One'), await make('Two')];
    await expect(publish({ files: one })).resolves.toMatchObject({ slug: 'sol' });
    await expect(publish({ files: two, revision: 2, slug: 'luna' })).resolves.toMatchObject({ slug: 'sol' });
    await expect(titleOf('sol')).resolves.toBe('Two');
    await expect(publish({ files: one, revision: 1 })).resolves.toMatchObject({ slug: 'sol' }); // a zombie
    await expect(titleOf('sol')).resolves.toBe('Two');
    await publish({ files: one, revision: 3 }); // a rollback
    await publish({ files: one, revision: 3 }); // repeated
    await expect(titleOf('sol')).resolves.toBe('One');
    await expect(rows('sites')).resolves.toBe(1);
  });

  it('get a suffix when the name is another build’s, and a name that nobody can guess when they ask for none', async () => {
    const files = await make('Sol');
    await publish({ files });
    const { slug, url } = await publish({ files, buildId: 'b2' });
    expect(slug).toMatch(/^sol-[0-9a-f]{4}$/);
    expect(url).toBe(`https://sites.example.org/sites/${slug}/`);
    expect((await publish({ files, buildId: 'b3', slug: '' })).slug).toMatch(/^site-[0-9a-f]{20}$/);
  });

  it('get different names when many builds want one at the same moment', async () => {
    const files = await make('Sol');
    const published = await Promise.all(
      Array.from({ length: 12 }, (_, n) => publish({ files, buildId: `b${n}`, slug: 'luna' })),
    );
    expect(new Set(published.map(({ slug }) => slug)).size).toBe(12);
    expect(published.filter(({ slug }) => slug === 'luna')).toHaveLength(1);
  });

  it.each<[string, Partial<PublishSiteRequest>, string]>([
    ['no index.html', { files: [{ path: 'a.html', sha256: sha256('a'), size: '1' }] }, 'WORKSPACE_REFUSED'],
    [
      'bytes that are nowhere',
      { files: [{ path: 'index.html', sha256: sha256('a'), size: '1' }] },
      'WORKSPACE_REFUSED',
    ],
    [
      'a path that leads out',
      { files: [{ path: '../index.html', sha256: sha256('a'), size: '1' }] },
      'WORKSPACE_REFUSED',
    ],
    ['a name that is a path', { slug: '../../admin' }, 'INVALID_REQUEST'],
    ['nobody whose it is', { contactId: '' }, 'INVALID_REQUEST'],
    ['no build', { buildId: '' }, 'INVALID_REQUEST'],
  ])('are not published with %s', async (_, request, reason) => {
    await expect(publish(request)).rejects.toMatchObject({ reason });
    await expect(rows('sites')).resolves.toBe(0);
  });

  it('are not published when a file holds rules of the agents, whoever wrote it', async () => {
    const files = await make('Sol');
    const marker = /rules-[0-9a-f]{24}/.exec(stage.api.requests[0]!.system[0]!.text)![0];
    const leak = Buffer.from(`<h1>${marker}</h1>`);
    const text = 'INSERT INTO blobs (sha256, data) VALUES (sha256($1), $1)';
    await database.query({ name: 'put-leak', text }, [leak]);
    const index = { path: 'index.html', sha256: sha256(leak.toString()), size: `${leak.length}` };
    await expect(publish({ files: [index] })).rejects.toMatchObject({
      reason: 'WORKSPACE_REFUSED',
      metadata: { field: 'content' },
    });
    await expect(publish({ files })).resolves.toMatchObject({ slug: 'sol' });
  });

  it.each(['nobody', '../etc', "x' OR '1'='1", ''])('are not found under %j', async (slug) => {
    await expect(stage.artifacts.call('resolveSite', { slug })).rejects.toMatchObject({ reason: 'NOT_FOUND' });
  });

  it('give their bytes by hash, leave out what is not there, and refuse what is no hash', async () => {
    await make('Sol');
    const read = (...hashes: string[]) => stage.artifacts.call('readBlobs', { sha256: hashes });
    const known = sha256(page('Sol'));
    await expect(read(known, sha256('nowhere'))).resolves.toEqual({
      blobs: [{ sha256: known, data: Buffer.from(page('Sol')) }],
    });
    await expect(read()).resolves.toEqual({ blobs: [] });
    await expect(read('../../etc/passwd')).rejects.toMatchObject({ reason: 'INVALID_REQUEST' });
    await expect(read(...Array<string>(101).fill(known))).rejects.toMatchObject({ reason: 'INVALID_REQUEST' });
  });

  it('keep what several runs of one phase have written, so that it goes with the person', async () => {
    await make('First');
    await make('Second');
    expect([await rows('blobs'), await rows('workspaces')]).toEqual([2, 1]);
    await stage.client.call('eraseContact', { phoneNumberId: '1', contactId: 'c1' });
    expect([await rows('blobs'), await rows('workspaces')]).toEqual([0, 0]);
  });

  it('keep equal bytes once', async () => {
    await make('Sol', { buildId: 'b1' });
    await make('Sol', { buildId: 'b2' });
    expect([await rows('blobs'), await rows('workspaces')]).toEqual([1, 2]);
  });

  it('go with the person whose they are, and their bytes with them unless somebody else has them too', async () => {
    const other = { context: { ...context, contactId: 'c2' } };
    await publish({ files: await make('Mine') });
    await publish({ files: await make('Ours', { revision: 2 }), revision: 2 });
    await make('Ours', { buildId: 'b2' }, other);
    const { erased } = await stage.client.call('eraseContact', { phoneNumberId: '1', contactId: 'c1' });
    expect(erased).toBe(4); // the site, what two runs left, and the bytes that were theirs alone
    await expect(stage.artifacts.call('resolveSite', { slug: 'sol' })).rejects.toMatchObject({ reason: 'NOT_FOUND' });
    await expect(stage.read(sha256(page('Mine')))).resolves.toBeUndefined();
    await expect(stage.read(sha256(page('Ours')))).resolves.toBe(page('Ours'));
    await expect(stage.client.call('eraseContact', { phoneNumberId: '1', contactId: 'c1' })).resolves.toEqual({
      erased: 0,
    });
    await expect(stage.client.call('eraseContact', { phoneNumberId: '2', contactId: 'c2' })).resolves.toEqual({
      erased: 0,
    });
  });

  describe('of somebody who was erased', () => {
    const erase = () => stage.client.call('eraseContact', { phoneNumberId: '1', contactId: 'c1' });
    const left = async () => [await rows('sites'), await rows('workspaces'), await rows('blobs')];
    const play = (buildId: string, contactId: string) => ({
      agent: 'frontend',
      build: { buildId },
      more: { context: { ...context, contactId } },
    });

    it('do not come back with what a run leaves that ends after it, and its neighbour of the same moment stays', async () => {
      const files = await make('Late');
      await erase();
      await expect(publish({ files })).rejects.toMatchObject({ reason: 'WORKSPACE_REFUSED' });
      stage.scripts((request) =>
        request.messages.length === 1
          ? [write('index.html', page('Late'))]
          : [submit({ summary: 'Listo.', files: ['index.html'] })],
      );
      const [late, other] = await stage.playAll([play('b1', 'c1'), play('b2', 'c2')]);
      expect([late!.failed, other!.failed]).toEqual(['WORKSPACE_REFUSED', undefined]);
      expect(await left()).toEqual([0, 1, 1]);
      await stage.client.call('eraseContact', { phoneNumberId: '1', contactId: 'c2' });
      expect(await left()).toEqual([0, 0, 0]);
    });

    it('do not stay when they are written while it begins', async () => {
      let erasing: Promise<unknown> = Promise.resolve();
      await database.transaction(async (client) => {
        await client.query(
          `INSERT INTO workspaces (build_id, revision, phase, phone_number_id, contact_id, blobs)
           VALUES ('b1', 1, 'page', '1', 'c1', '{}')`,
        );
        erasing = erase();
        await sleep(300);
      });
      await erasing;
      expect(await left()).toEqual([0, 0, 0]);
    });

    it('are not written while it ends', async () => {
      stage.script([write('index.html', page('Late'))], [submit({ summary: 'Listo.', files: ['index.html'] })]);
      let playing: ReturnType<typeof stage.play> | undefined;
      await database.transaction(async (client) => {
        await client.query(`SELECT bury_contacts(ARRAY['1'], ARRAY['c1'])`);
        playing = stage.play('frontend');
        await sleep(1_000);
      });
      await expect(playing).resolves.toMatchObject({ failed: 'WORKSPACE_REFUSED' });
      expect(await left()).toEqual([0, 0, 0]);
    });
  });

  it('keep their bytes for as long as they are on the air; those that nobody has go by age', async () => {
    await publish({ files: await make('OnAir') });
    await make('Old', { buildId: 'b2' });
    const retention = new Retention(database, retentionRules(90));
    await retention.purge();
    expect([await rows('blobs'), await rows('workspaces')]).toEqual([2, 2]);
    for (const table of ['workspaces', 'blobs'])
      await database.query({ name: `age-${table}`, text: `UPDATE ${table} SET used_at = now() - interval '100 days'` });
    await retention.purge();
    expect([await rows('blobs'), await rows('workspaces')]).toEqual([1, 0]);
    await expect(titleOf('sol')).resolves.toBe('OnAir');
    const [row] = await database.query<{ fresh: boolean }>({
      name: 'looked-at',
      text: `SELECT used_at > now() - interval '1 hour' AS fresh FROM blobs`,
    });
    expect(row!.fresh).toBe(true); // it is not looked at again with every purge
  });
});
