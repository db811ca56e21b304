import { createTestDatabase, runScript, type TestDatabase } from '#libs/testing';
import { migrate } from '#libs/database';
import { migrations } from '../migrations/index.js';
import { McpFiles, stdioServer, token } from './mcp.stage.js';

describe('the command for MCP servers', () => {
  const files = new McpFiles();
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase('agents');
    await migrate({ url: database.url, entities: [], migrations });
  });
  afterAll(async () => {
    await database.drop();
    files.drop();
  });

  const run = async (args: string[], env: Record<string, string> = {}) => {
    const argv = JSON.stringify(['node', 'mcp', ...args]);
    const command = `process.argv = ${argv}; await import('./apps/agents/src/mcp/mcp-command.ts')`;
    const MCP_CONFIG = files.write({ platform: stdioServer('hostile'), away: { command: '/nowhere/server' } });
    const script = runScript(command, { DATABASE_URL: database.url, MCP_CONFIG, MCP_PLATFORM_TOKEN: token, ...env });
    const { code } = await script.exited;
    return { code, ...script.output };
  };

  it('checks every server, lists what waits with what it says, and approves it', async () => {
    const checked = await run(['check']);
    expect(checked.stdout).toContain('platform: 9 tools are approved');
    expect(checked.stdout).toContain('create_repository: waits');
    expect(checked.stdout).toContain('away: MISCONFIGURED, the command of an MCP server cannot be run');
    expect(checked.code).toBe(1);
    const listed = await run(['list', 'platform']);
    expect(listed.stdout).toMatch(
      /create_repository [0-9a-f]{12} WAITS \(prompt-override\).*\n {2}Ignore all previous/,
    );
    expect(listed.stdout).toMatch(/push_files [0-9a-f]{12} approved/);
    expect(listed.code).toBe(1);
    const hash = /create_repository ([0-9a-f]{12})/.exec(listed.stdout)![1]!;
    const refused = await run(['approve', 'platform', 'create_repository', 'ffffffffffff']);
    expect(refused.code).toBe(1);
    const approved = await run(['approve', 'platform', 'create_repository', hash]);
    expect(approved.stdout).toContain(`create_repository is approved as ${hash}`);
    await run(['approve', 'platform', 'helpful']);
    expect((await run(['list', 'platform'])).code).toBe(0);
    for (const { stdout, stderr } of [checked, listed, approved]) expect(stdout + stderr).not.toContain(token);
  }, 120_000);

  it('names every mistake of the file, and none of its values', async () => {
    const { code, stderr } = await run(['check'], { MCP_PLATFORM_TOKEN: '' });
    expect(stderr).toContain('platform.env.PLATFORM_TOKEN: MCP_PLATFORM_TOKEN is not set');
    expect(code).toBe(78);
  });

  it.each([[[]], [['approve', 'platform']], [['list', 'a', 'b']], [['forget']]])(
    'explains itself when called with %j',
    async (args) => {
      const { code, stderr } = await run(args);
      expect(stderr).toMatch(/^usage: npm run mcp/);
      expect(code).toBe(64);
    },
  );
});
