import pg from 'pg';

export interface Schema {
  /** Name of the schema and of the login role that owns it. */
  name: string;
  password: string;
  /** Made beside its tables, by whoever may make them. */
  extensions?: string[];
}

export interface SchemaLogins {
  /** Connection string of each schema's owner, by name. */
  urls: Record<string, string>;
  /** The given login may not make roles: it owns all schemas, and each service sees its own through the search path. */
  shared: boolean;
}

/** Makes one schema per service, owned by a login role of the same name; passwords are set again each time. */
export async function createSchemas(adminUrl: string, schemas: Schema[]): Promise<SchemaLogins> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    const shared = !(await mayCreateRoles(client));
    for (const schema of schemas) {
      await (shared ? createSharedSchema(client, schema) : createOwnedSchema(client, schema));
      await createExtensions(client, schema);
    }
    const urlOf = shared ? sharedUrl : ownUrl;
    return { shared, urls: Object.fromEntries(schemas.map((schema) => [schema.name, urlOf(adminUrl, schema)])) };
  } finally {
    await client.end();
  }
}

async function mayCreateRoles(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    'select rolsuper or rolcreaterole as may from pg_roles where rolname = current_user',
  );
  return rows[0]?.may ?? false;
}

async function createOwnedSchema(client: pg.Client, { name, password }: Schema): Promise<void> {
  const role = client.escapeIdentifier(name);
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [name]);
  await client.query(`${rowCount ? 'alter' : 'create'} role ${role} login password ${client.escapeLiteral(password)}`);
  if (await hasSchema(client, name)) return;
  await client.query(`grant ${role} to current_user`); // who gives a schema away must be a member of the new owner
  await client.query(`create schema if not exists ${role} authorization ${role}`);
}

async function createSharedSchema(client: pg.Client, { name }: Schema): Promise<void> {
  if (!(await hasSchema(client, name)))
    await client.query(`create schema if not exists ${client.escapeIdentifier(name)}`);
}

/** One that the database has already stays where it is: `public`, usually, which every search path ends with. */
async function createExtensions(client: pg.Client, { name, extensions = [] }: Schema): Promise<void> {
  for (const extension of extensions) {
    const [what, where] = [extension, name].map((part) => client.escapeIdentifier(part));
    await client.query(`create extension if not exists ${what} with schema ${where}`);
  }
}

async function hasSchema(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from pg_namespace where nspname = $1', [name]);
  return rowCount === 1;
}

function ownUrl(adminUrl: string, { name, password }: Schema): string {
  const url = new URL(adminUrl);
  url.username = name;
  url.password = password;
  return url.href;
}

function sharedUrl(adminUrl: string, { name }: Schema): string {
  const url = new URL(adminUrl);
  const options = `-c search_path=${name},public`;
  url.searchParams.set('options', [url.searchParams.get('options'), options].filter(Boolean).join(' '));
  return url.href.replaceAll('+', '%20'); // pg reads the plus sign of a query as itself
}
