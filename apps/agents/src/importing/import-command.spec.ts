import { join } from 'node:path';
import { createTestDatabase, runScript, type TestDatabase } from '#libs/testing';

const example = join(import.meta.dirname, '../../businesses/panaderia-la-espiga');

describe('the import command', () => {
  let database: TestDatabase;
  const run = async (args: string[], url = database.url) => {
    const argv = JSON.stringify(['node', 'import', ...args]);
    const command = `process.argv = ${argv}; await import('./apps/agents/src/importing/import-command.ts')`;
    const script = runScript(command, { DATABASE_URL: url });
    const { code } = await script.exited;
    return { code, ...script.output };
  };

  beforeAll(async () => {
    database = await createTestDatabase('agents');
  });
  afterAll(() => database.drop());

  it('makes the tables where there are none, imports, and says what it did', async () => {
    const { code, stdout } = await run([example, '--number', '100000000000001']);
    expect(stdout).toMatch(
      /^panaderia-la-espiga: answers on 100000000000001\ncatalogue: 38 of 38 rows; products 30 new/,
    );
    expect(code).toBe(0);
  });

  it.each([[[]], [['a', 'b']], [['folder', '--number', 'mine']], [['folder', '--force']]])(
    'explains itself when it is called with %j',
    async (args) => {
      const { code, stderr } = await run(args);
      expect(stderr).toMatch(/^usage: npm run import/);
      expect(code).toBe(64);
    },
  );

  it('changes nothing when there is no business in the folder', async () => {
    const { code, stderr } = await run([join(example, 'knowledge')]);
    expect(stderr).toMatch(/business\.yaml {2}there is none[^]*Nothing has changed/);
    expect(code).toBe(1);
  });

  it('refuses a login that sees another schema', async () => {
    const url = new URL(database.url);
    url.searchParams.set('options', '-c search_path=public');
    const { code, stderr } = await run([example], url.href.replaceAll('+', '%20'));
    expect(stderr).toContain('its schema is not "agents"');
    expect(code).toBe(1);
  });
});
