import pg from 'pg';
import { createSchemas } from './create-schemas.ts';

const admin = process.env['TEST_POSTGRES_ADMIN_URL']!;

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe(createSchemas.name, () => {
  const database = new URL(admin);
  database.pathname = '/schemas_spec';
  const schemas = [
    { name: 'spec_one', password: 'p1' },
    { name: 'spec_two', password: 'p2' },
  ];
  beforeAll(() => ask(admin, 'create database schemas_spec'));
  afterAll(async () => {
    await ask(database.href, 'drop schema if exists spec_one, spec_two cascade');
    await ask(admin, 'drop database schemas_spec with (force)');
    for (const role of ['spec_one', 'spec_two', 'spec_guest']) await ask(admin, `drop role if exists ${role}`);
  });

  it('makes a login per schema that sees its own and nobody else’s', async () => {
    const { urls, shared } = await createSchemas(database.href, schemas);
    expect(shared).toBe(false);
    await ask(urls['spec_one']!, 'create table mine (id int)');
    expect(await ask(urls['spec_one']!, "select current_schema() s, to_regclass('mine')::text t")).toEqual([
      { s: 'spec_one', t: 'mine' },
    ]);
    await expect(ask(urls['spec_two']!, 'select * from spec_one.mine')).rejects.toMatchObject({ code: '42501' });
  });

  it('can be repeated, with new passwords', async () => {
    const { urls } = await createSchemas(
      database.href,
      schemas.map((schema) => ({ ...schema, password: `new ${schema.password}'` })),
    );
    expect(await ask(urls['spec_one']!, 'select count(*)::int n from mine')).toEqual([{ n: 0 }]);
  });

  it('makes the extensions that a schema needs where its owner sees them', async () => {
    const [one, two] = schemas;
    const { urls } = await createSchemas(database.href, [{ ...one!, extensions: ['pg_trgm', 'unaccent'] }, two!]);
    expect(await ask(urls['spec_one']!, "select unaccent('maná') u, similarity('pan', 'pan') s")).toEqual([
      { u: 'mana', s: 1 },
    ]);
    await expect(ask(urls['spec_two']!, "select unaccent('maná')")).rejects.toMatchObject({ code: '42883' });
  });

  it('shares the given login when that may not make roles', async () => {
    await ask(admin, "create role spec_guest login password 'guest'");
    await ask(
      database.href,
      'drop schema spec_one cascade; drop schema spec_two cascade; grant create on database schemas_spec to spec_guest',
    );
    const guest = new URL(database.href);
    guest.username = 'spec_guest';
    guest.password = 'guest';
    const [one, two] = schemas;
    const needy = { ...one!, extensions: ['btree_gin', 'pg_trgm', 'unaccent'] };
    const { urls, shared } = await createSchemas(guest.href, [needy, two!]);
    expect(shared).toBe(true);
    expect(await ask(urls['spec_one']!, "select unaccent('maná') u")).toEqual([{ u: 'mana' }]);
    await ask(urls['spec_one']!, 'create table mine (id int)');
    expect(await ask(urls['spec_one']!, 'select current_user u, current_schema() s')).toEqual([
      { u: 'spec_guest', s: 'spec_one' },
    ]);
    expect(await ask(urls['spec_two']!, "select to_regclass('mine') t")).toEqual([{ t: null }]);
  });
});
