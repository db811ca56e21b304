import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuildingStage } from '../building/building.stage.js';
import { McpFiles, openAgentsDatabase, stdioServer, token } from './mcp.stage.js';
import { eraseMcpEffects } from '../erasure/erase-mcp-effects.js';
import { EffectsRepository } from './effects/effects.repository.js';

describe('an agent of a conversation with MCP servers', () => {
  const stage = new BuildingStage();
  const files = new McpFiles();
  const folder = mkdtempSync(join(tmpdir(), 'parley-agents-'));
  const agent = (tools: string) =>
    `---\nname: helper\ndescription: Helps.\nmodel: standard\ntools: ${tools}\nlimits: { max_tokens: 4000, timeout_s: 60 }\n---\nYou help.`;

  beforeAll(async () => {
    process.env['MCP_PLATFORM_TOKEN'] = token;
    writeFileSync(join(folder, 'constitution.md'), 'Be kind.');
    writeFileSync(join(folder, 'helper.agent.md'), agent('["mcp:platform:*", "mcp:absent:look"]'));
    const MCP_CONFIG = files.write({ platform: stdioServer('leaks', { effects: { create_repository: {} } }) });
    await stage.prepare();
    await stage.start({ MCP_CONFIG, AGENTS_DIR: folder });
  });
  afterAll(async () => {
    await stage.stop();
    await stage.drop();
    files.drop();
    rmSync(folder, { recursive: true });
    delete process.env['MCP_PLATFORM_TOKEN'];
  });

  it('has what reads and what the installation declares, does it once a turn, and reads no secret', async () => {
    const rounds = [
      [{ name: 'mcp__platform__misbehave', input: {} }],
      [{ name: 'mcp__platform__create_repository', input: { name: 'sol' } }],
      'Listo.',
    ];
    stage.script(...rounds);
    const first = await stage.play('helper', {}, { build: undefined });
    expect(first.tools).toEqual(['mcp__platform__misbehave failed', 'mcp__platform__create_repository ok']);
    const { tools } = stage.api.requests[0] as unknown as { tools: { name: string }[] };
    expect(tools.map(({ name }) => name)).toEqual([
      'mcp__platform__chatter',
      'mcp__platform__create_repository',
      'mcp__platform__get-deploy',
      'mcp__platform__misbehave',
      'mcp__platform__whoami',
    ]);
    expect(JSON.stringify(stage.api.requests)).toContain('Bad token [secret]');
    expect(JSON.stringify(stage.api.requests)).not.toContain(token);
    stage.script(...rounds);
    const again = await stage.play('helper', {}, { build: undefined });
    expect(again.tools[1]).toBe('mcp__platform__create_repository ok'); // the platform itself would refuse a second one
    stage.script(...rounds); // the control
    const context = { phoneNumberId: '1', contactId: 'c1', conversationId: 'v1', turnId: 't2', contactName: '' };
    const other = await stage.play('helper', {}, { build: undefined, context });
    expect(other.tools[1]).toBe('mcp__platform__create_repository failed');
  });
});

describe('effects of MCP servers', () => {
  it('are forgotten with their person, and with nobody else', async () => {
    const { database, drop } = await openAgentsDatabase();
    const effects = new EffectsRepository(database);
    const effect = { server: 's', tool: 't', phoneNumberId: '1', build: { id: 'b', revision: 2 }, arguments: {} };
    for (const contactId of ['ana', 'eva']) {
      await effects.begin({ ...effect, contactId, key: contactId }, false);
      await effects.end(contactId, 'done', { text: 'x', isError: false });
    }
    const forgotten = await database.query(eraseMcpEffects.statement, [
      ['1', '2'],
      ['ana', 'eva'],
    ]);
    expect(forgotten).toEqual([{ place: 1, count: 1 }]);
    expect((await effects.toUndo('b', '1', 1, 3)).map(({ key }) => key)).toEqual(['eva']);
    await drop();
  });
});
