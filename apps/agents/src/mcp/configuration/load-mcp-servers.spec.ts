import { ConfigError } from '#libs/config';
import { McpFiles } from '../mcp.stage.js';
import { createRedactor } from './create-redactor.js';
import { loadMcpServers } from './load-mcp-servers.js';

const variables = { MCP_TOKEN: 'a-secret-token', MCP_OTHER: 'another-secret' };

describe(loadMcpServers, () => {
  const files = new McpFiles();
  afterAll(() => files.drop());

  function problemsOf(path: string): string {
    try {
      loadMcpServers(path, variables);
      return '';
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      return (error as Error).message;
    }
  }

  it('knows no server without a file', () => {
    expect(loadMcpServers(undefined, variables).size).toBe(0);
  });

  it('reads servers in the usual shape, and fills in what the environment says', () => {
    const path = files.write({
      git: { command: 'npx', args: ['-y', 'server'], env: { TOKEN: '${MCP_TOKEN}', HOST: '${MCP_HOST:-example.com}' } },
      web: {
        type: 'http',
        url: 'https://mcp.example.com/mcp',
        headers: { Authorization: 'Bearer ${MCP_TOKEN}' },
        parley: {
          timeout_ms: 1_000,
          reads: ['look'],
          effects: { make: { undo: 'unmake', key: 'request_id' } },
          tenants: { '100000000000001': { headers: { Authorization: 'Bearer ${MCP_OTHER}' } } },
        },
      },
      off: { disabled: true, nonsense: 1 },
    });
    const servers = loadMcpServers(path, variables);
    expect([...servers.keys()]).toEqual(['git', 'web']);
    expect(servers.get('git')!.target).toEqual({
      kind: 'stdio',
      command: 'npx',
      args: ['-y', 'server'],
      env: { TOKEN: 'a-secret-token', HOST: 'example.com' },
    });
    const web = servers.get('web')!;
    expect(web.target).toMatchObject({ kind: 'http', headers: { Authorization: 'Bearer a-secret-token' } });
    expect(web.tenants.get('100000000000001')).toEqual({ Authorization: 'Bearer another-secret' });
    expect(web.secrets).toEqual(['a-secret-token', 'another-secret']);
    expect(web).toMatchObject({ timeoutMs: 1_000, atOnce: 4 });
  });

  it('names all problems at once, and never a value', () => {
    const message = problemsOf(
      files.write({
        Bad_Name: { command: 'x' },
        one: { command: '', args: 'no list', env: { A: '${MCP_MISSING}', B: '${ANTHROPIC_API_KEY}', C: '${}' } },
        two: { type: 'sse', url: 'ftp://x' },
        three: { command: 'x', env: { GITHUB_TOKEN: 'written-into-the-file' }, typo: 1 },
        four: { command: 'x', parley: { tenants: { '12345': { env: { PLAIN: 'written-into-the-file' } } } } },
        five: { command: 'x', parley: { tenants: { '12345': { headers: { X: '${MCP_TOKEN}' } } } } },
        six: { type: 'http', url: 'https://x.example', parley: { timeout_ms: 1, tenants: { me: {} } } },
        seven: null,
        eight: {
          type: 'http',
          url: 'https://x.example',
          parley: { workspace: { put: { argument: 'a', as: 'directory' } } },
        },
        nine: { command: 'x', parley: { reads: ['put'], effects: { put: {} } } },
      }),
    );
    for (const problem of [
      'Bad_Name: expected a name like',
      'one.command: is empty',
      'one.args: expected a list',
      'one.env.A: MCP_MISSING is not set',
      'one.env.B: only variables that begin with MCP_',
      'one.env.C: expected a name of a variable',
      'two.type: expected stdio or http',
      'two.url: expected a http or https URL',
      'three.env.GITHUB_TOKEN: secrets come from the environment',
      'three: ',
      'four.parley.tenants.12345.env.PLAIN: secrets come from the environment',
      'five.parley.tenants.12345.headers: this server has none',
      'six.parley.timeout_ms: expected at least 10',
      'six.parley.tenants.me',
      'seven',
      'eight.parley.workspace.put: a server elsewhere sees no directory',
      'nine.parley.reads: put is among the effects too',
    ])
      expect(message).toContain(problem);
    expect(message).not.toMatch(/a-secret-token|written-into-the-file/);
  });

  it.each([
    ['{"mcpServers": {"a": {"env": {"K": "top-secret" ', 'is no JSON'],
    ['[]', 'mcpServers: expected servers by name'],
    ['{"servers": {}}', 'mcpServers: expected servers by name'],
  ])('refuses %s', (text, problem) => {
    const message = problemsOf(files.writeText(text));
    expect(message).toContain(problem);
    expect(message).not.toContain('top-secret');
  });

  it('refuses a file that is not there', () => {
    expect(problemsOf('/nowhere/mcp.json')).toContain('MCP_CONFIG: cannot be read (ENOENT)');
  });

  it('reads the example of this repository', () => {
    const env = { MCP_GITHUB_TOKEN: 'a-token-of-github', MCP_NETLIFY_TOKEN: 'a-token-of-netlify' };
    expect([...loadMcpServers('mcp.example.json', env).keys()]).toEqual(['github', 'netlify']);
    expect(() => loadMcpServers('mcp.example.json', {})).toThrow('MCP_GITHUB_TOKEN is not set');
  });
});

describe(createRedactor, () => {
  it('takes a secret out however it is written, and leaves the rest', () => {
    const secret = 'p@ss"word/+1';
    const redact = createRedactor([secret, 'short']);
    const forms = [secret, JSON.stringify({ secret }), encodeURIComponent(secret), btoa(secret)];
    for (const form of forms)
      expect(redact(`before ${form} after`)).not.toContain(form.replace(/[{}"]/g, '').slice(-8));
    expect(redact('a short word')).toBe('a short word');
  });
});
