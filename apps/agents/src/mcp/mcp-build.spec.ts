import { BuildingStage, type Played, submit, write } from '../building/building.stage.js';
import { createPlatform, type Platform } from './fixtures/platform.stage.js';
import { type ServedPlatform, servePlatform } from './fixtures/serve-http.stage.js';
import { httpServer, McpFiles, stdioServer, token } from './mcp.stage.js';

const page = '<!doctype html><html lang="es"><head><title>Sol</title></head><body><h1>Sol</h1></body></html>';
const deployment = { url: 'https://sol.example.app/', summary: 'Tu página está en línea.' };
/** What it did with servers. */
const outside = ({ tools }: Played) => tools.filter((tool) => tool.startsWith('mcp__'));
const call = (name: string, input: object = {}) => ({ name, input });
const deployEffects = {
  effects: {
    'deploy-site': {
      undo: 'restore-deploy',
      arguments: { siteId: '{{arguments.siteId}}', deployId: '{{result.previousDeployId}}' },
    },
  },
  workspace: { 'deploy-site': { argument: 'deployDirectory', as: 'directory' } },
};

describe('an agent of a build with MCP servers', () => {
  const stage = new BuildingStage();
  const files = new McpFiles();
  let platform: Platform;
  let served: ServedPlatform;

  beforeAll(async () => {
    process.env['MCP_PLATFORM_TOKEN'] = token;
    process.env['MCP_TENANT_TOKEN'] = `${token}-of-tenant`;
    platform = createPlatform('well', token);
    served = await servePlatform(platform);
    const MCP_CONFIG = files.write({
      github: httpServer(served.url, {
        effects: { create_repository: { undo: 'delete_repository' }, push_files: {} },
        workspace: { push_files: { argument: 'files', as: 'list' } },
        tenants: { '100000000000002': { headers: { Authorization: 'Bearer ${MCP_TENANT_TOKEN}' } } },
      }),
      netlify: stdioServer('well', deployEffects),
    });
    await stage.prepare();
    await stage.start({ MCP_CONFIG });
  });
  afterAll(async () => {
    await stage.stop();
    await stage.drop();
    await served.stop();
    files.drop();
    delete process.env['MCP_PLATFORM_TOKEN'];
    delete process.env['MCP_TENANT_TOKEN'];
  });

  const site = async () => {
    stage.script([write('index.html', page)], [submit({ summary: 'Listo.', files: ['index.html'] })]);
    return (await stage.play('frontend')).result!.files;
  };
  const toolNames = () =>
    (stage.api.requests[0] as unknown as { tools: { name: string }[] }).tools.map(({ name }) => name);

  it('has what its file allows under safe names, with schemas that lack what Parley fills in', async () => {
    stage.script([submit(deployment)]);
    await stage.play('devops');
    expect(toolNames()).toEqual(
      expect.arrayContaining(['publish_site', 'mcp__github__create_repository', 'mcp__netlify__deploy-site']),
    );
    expect(toolNames()).not.toContain('mcp__github__delete_repository');
    const { tools } = stage.api.requests[0] as unknown as { tools: { name: string; input_schema: object }[] };
    const deploy = tools.find(({ name }) => name === 'mcp__netlify__deploy-site')!;
    expect(deploy.input_schema).toMatchObject({ type: 'object', required: ['siteId'] });
    expect(JSON.stringify(deploy)).not.toContain('deployDirectory');
  });

  it('leaves other agents without them', async () => {
    stage.script([submit({ summary: 'Listo.', files: [] })]);
    await stage.play('frontend');
    expect(toolNames().filter((name) => name.startsWith('mcp__'))).toEqual([]);
  });

  it('pushes the files of the workspace over HTTP, once however often the phase is repeated', async () => {
    const build = { buildId: 'b-push', phase: 'deploy', files: await site() };
    const rounds = [
      [call('mcp__github__create_repository', { name: 'sol' })],
      [call('mcp__github__push_files', { repo: 'sol', message: 'First' })],
      [submit(deployment)],
    ];
    const before = platform.calls.length;
    stage.script(...rounds);
    const first = await stage.play('devops', build);
    expect(outside(first)).toEqual(['mcp__github__create_repository ok', 'mcp__github__push_files ok']);
    expect(platform.repositories.get('sol')!.get('index.html')).toBe(page);
    expect(stage.answers(1)[0]!.content).toContain('<mcp_result>');
    stage.script(...rounds);
    const again = await stage.play('devops', build);
    expect(outside(again)).toEqual(outside(first));
    expect(stage.answers(1)[0]!.content).toContain('sol/sol');
    expect(platform.calls.length - before).toBe(2);
    expect(platform.calls.at(-1)!.key).toMatch(/^[0-9a-f]{64}$/);
    stage.script(...rounds); // the control: another phase is another effect
    const other = await stage.play('devops', { ...build, phase: 'other' });
    expect(other.tools[0]).toBe('mcp__github__create_repository failed'); // the platform says that the name exists
    expect(platform.calls.length - before).toBe(4);
  });

  it('deploys a directory over stdio, and takes deploys back that a restored revision did not have', async () => {
    const build = { buildId: 'b-deploy', phase: 'deploy', files: await site() };
    const deploy = (revision: number, more = {}) => {
      stage.script(
        [call('mcp__netlify__deploy-site', { siteId: 'sol' })],
        [call('mcp__netlify__get-deploy', { deployId: 'd1' })],
        [submit(deployment)],
      );
      return stage.play('devops', { ...build, revision, ...more });
    };
    expect((await deploy(1)).tools[0]).toBe('mcp__netlify__deploy-site ok');
    expect(stage.answers(1)[0]!.content).toContain('"deployId\\":\\"d1');
    await deploy(2);
    expect(stage.answers(1)[0]!.content).toContain('"previousDeployId\\":\\"d1');
    const restored = await deploy(3, { restores: 1 });
    expect(restored.tools).toEqual([
      'mcp__netlify__restore-deploy ok',
      'mcp__netlify__deploy-site ok',
      'mcp__netlify__get-deploy ok',
      'submit_result ok',
    ]);
    expect(stage.answers(1)[0]!.content).toContain('"previousDeployId\\":\\"d1'); // what was on the air after taking back
    const again = await deploy(3, { restores: 1 });
    expect(again.tools[0]).toBe('mcp__netlify__deploy-site ok'); // taken back already
  });

  it('takes back the effect of another number never', async () => {
    stage.script([call('mcp__github__create_repository', { name: 'mine' })], [submit(deployment)]);
    await stage.play('devops', { buildId: 'b-own', revision: 2 });
    stage.script([submit(deployment)]);
    const context = { phoneNumberId: '2', contactId: 'c2', conversationId: 'v2', turnId: 't2', contactName: '' };
    expect(outside(await stage.play('devops', { buildId: 'b-own', revision: 3, restores: 1 }, { context }))).toEqual(
      [],
    );
    expect(platform.repositories.has('mine')).toBe(true);
    const own = await stage.play('devops', { buildId: 'b-own', revision: 3, restores: 1 }); // the control
    expect(own.tools[0]).toBe('mcp__github__delete_repository ok');
    expect(platform.repositories.has('mine')).toBe(false);
  });

  it('shows each number its own credentials', async () => {
    const context = {
      phoneNumberId: '100000000000002',
      contactId: 'c',
      conversationId: 'v',
      turnId: 't',
      contactName: '',
    };
    stage.script([call('mcp__github__create_repository', { name: 'theirs' })], [submit(deployment)]);
    const { tools } = await stage.play('devops', { buildId: 'b-tenant' }, { context });
    expect(tools[0]).toBe('mcp__github__create_repository ok');
    expect(served.tokens).toContain(`${token}-of-tenant`);
    expect(served.tokens).toContain(token);
  });

  it('goes on with a session that the server has forgotten', async () => {
    served.sessions.clear();
    stage.script([call('mcp__github__create_repository', { name: 'after' })], [submit(deployment)]);
    const { tools } = await stage.play('devops', { buildId: 'b-session' });
    expect(tools[0]).toBe('mcp__github__create_repository ok');
  });

  it('hears what is wrong with its arguments before the server does', async () => {
    const before = platform.calls.length;
    stage.script([call('mcp__github__create_repository', { name: 7 })], [submit(deployment)], [submit(deployment)]);
    const { tools } = await stage.play('devops', { buildId: 'b-bad' });
    expect(tools[0]).toBe('mcp__github__create_repository failed');
    expect(stage.answers(1)[0]!.content).toContain('bad_arguments');
    expect(platform.calls.length).toBe(before);
  });
});
