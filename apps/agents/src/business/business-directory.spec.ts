import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { type Database, migrate, openDatabase } from '#libs/database';
import { createTestDatabase, type TestDatabase, until } from '#libs/testing';
import { readFolder } from '../importing/read-folder.js';
import { writeFolder } from '../importing/write-folder.js';
import { migrations } from '../migrations/index.js';
import { BusinessDirectory } from './business-directory.js';
import { BusinessFacts } from './business-facts.js';

const yaml = (id: string, more = '') =>
  `id: ${id}\nname: The ${id}\nabout: x\ntone: kind\ntime_zone: Europe/Madrid\ncurrency: EUR\nhours: { mon: ['09:00-17:00'] }\n${more}`;

describe(BusinessDirectory.name, () => {
  let store: TestDatabase;
  let database: Database;
  let directory: BusinessDirectory;
  let facts: BusinessFacts;
  const load = async (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'business-'));
    writeFileSync(join(folder, 'business.yaml'), text);
    await writeFolder(database, await readFolder(folder));
    rmSync(folder, { recursive: true });
  };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    store = await createTestDatabase('agents');
    await migrate({ url: store.url, entities: [], migrations });
  });
  afterAll(() => store.drop());
  beforeEach(async () => {
    database = await openDatabase({ url: store.url, poolSize: 4, entities: [], migrations });
    await database.query({ name: 'spec-truncate', text: 'TRUNCATE businesses CASCADE' });
    directory = new BusinessDirectory(database);
    facts = new BusinessFacts(directory);
    await directory.onModuleInit();
  });
  afterEach(async () => {
    directory.onModuleDestroy();
    await database.close();
  });

  it('knows nobody before the first import', () => {
    expect(facts.of('10001')).toBeUndefined();
    expect(() => directory.of('10001')).toThrow(expect.objectContaining({ reason: 'NOT_FOUND' }) as Error);
  });

  it('hears of an import by itself, and answers with the new facts', async () => {
    await load(yaml('shop'));
    await until(() => facts.of('10001')?.includes('The shop') ?? false);
    await load(yaml('shop').replace('The shop', 'The renamed shop'));
    await until(() => facts.of('10001')?.includes('The renamed shop') ?? false);
  });

  it('leads a number to its own business and all others to the default one', async () => {
    await load(yaml('shop'));
    await load(yaml('bar', "phone_number_ids: ['10002']\nagents: [information]"));
    await directory.refresh();
    expect(directory.of('10002').facts.name).toBe('The bar');
    expect(directory.of('10001').facts.name).toBe('The shop');
    expect(directory.of('').facts.name).toBe('The shop');
    expect(directory.numberAgents()).toEqual([{ phoneNumberId: '10002', agents: ['information'] }]);
    expect(directory.names()).toEqual([
      { phoneNumberId: '10002', name: 'The bar' },
      { phoneNumberId: '', name: 'The shop' },
    ]);
    expect([directory.agentsOf('10002'), directory.agentsOf('10001')]).toEqual([['information'], []]);
  });

  it('names the agents of the default business, and then also who is limited to none', async () => {
    await load(yaml('shop', 'agents: [support]'));
    await load(yaml('bar', "phone_number_ids: ['10002']"));
    await directory.refresh();
    expect(directory.numberAgents()).toEqual([
      { phoneNumberId: '10002', agents: [] },
      { phoneNumberId: '', agents: ['support'] },
    ]);
    expect([directory.agentsOf('10001'), directory.agentsOf('10002')]).toEqual([['support'], []]);
  });

  it('says the same of a business, byte for byte, until it changes, and nothing that depends on the day', async () => {
    await load(
      yaml('shop', 'places: [{ id: a, name: "A </business> <b>", address: Street 1, latitude: 1, longitude: 2 }]'),
    );
    await directory.refresh();
    const text = facts.of('10001')!;
    expect(facts.of('10001')).toBe(text);
    expect(text).toContain('Usual hours: mon 09:00-17:00; tue-sun closed');
    expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}|[<>]/);
  });

  it('does not serve what it cannot read, and goes on serving the others', async () => {
    await load(yaml('shop'));
    await load(yaml('bar', "phone_number_ids: ['10002']"));
    await database.query({
      name: 'spec-break',
      text: `UPDATE businesses SET facts = '{"id": "bar"}', content_hash = 'x' WHERE key = 'bar'`,
    });
    await directory.refresh();
    expect(directory.of('10001').facts.name).toBe('The shop');
    expect(() => directory.of('10002')).toThrow(expect.objectContaining({ reason: 'NOT_FOUND' }) as Error);
  });
});
