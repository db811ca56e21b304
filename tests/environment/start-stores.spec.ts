import pg from 'pg';
import { freePort } from '../../scripts/launcher/stores/free-port.ts';

const urlOf = (role: string): string => process.env['TEST_POSTGRES_URL']!.replaceAll('ROLE', role);

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the stores of the specs', () => {
  it('let each service log in to its own schema', async () => {
    expect(await query(urlOf('notifier'), 'select current_user as role, current_schema() as schema')).toEqual([
      { role: 'notifier', schema: 'notifier' },
    ]);
  });

  it('keep a service out of the schema of another', async () => {
    await query(urlOf('gateway'), 'create table if not exists own (id int)');
    await expect(query(urlOf('agents'), 'select * from gateway.own')).rejects.toMatchObject({ code: '42501' });
  });

  it('give out ports that can be used', async () => {
    expect(await freePort()).toBeGreaterThan(1024);
  });
});
