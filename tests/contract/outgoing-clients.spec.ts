import { globSync, readFileSync } from 'node:fs';
import { edges } from '#libs/resilience';

/** How a process can reach another one. */
const doors = [
  /\bnew GrpcClient\(/,
  /^import (?!type\b).*\bfrom 'undici'/m,
  /(?<![.\w]|async |function )fetch\(/,
  /\bnew (?:Redis|Cluster|Anthropic|WebSocket|EventSource|StdioClientTransport|StreamableHTTPClientTransport|SSEClientTransport)\(/,
  /\b(?:https?|http2|net|tls)\.(?:request|get|connect|createConnection)\(/,
  /\bfrom '(?:nodemailer|axios|got|node-fetch|ws|@slack\/web-api|discord\.js)'/,
];

/** Clients whose row is named by whoever calls them. */
const rowElsewhere: Record<string, keyof typeof edges> = {
  'libs/llm/src/pooled-fetch.ts': 'agents.model.messages',
  'libs/llm/src/create-client.ts': 'agents.model.messages',
  'libs/redis/src/redis-store.ts': 'service.redis.command',
  'apps/agents/src/mcp/connecting/open-transport.ts': 'agents.mcp.call',
  'apps/notifier/src/media/media.client.ts': 'notifier.whatsapp.media',
  'apps/notifier/src/menu/menu.client.ts': 'notifier.whatsapp.menu',
};
/** What leaves no process: a look at undici itself, over a socket of this process. */
const inside = new Set(['apps/notifier/src/graph/request-evidence.ts']);

const names = Object.keys(edges);
const namesIn = (text: string) => names.filter((name) => text.includes(`'${name}'`));

/** Files that open a door and name no row. */
function unlisted(sources: ReadonlyMap<string, string>): string[] {
  return [...sources]
    .filter(([path, text]) => doors.some((door) => door.test(text)) && !inside.has(path))
    .filter(([path, text]) => namesIn(text).length === 0 && !(path in rowElsewhere))
    .map(([path]) => path);
}

describe('calls that leave a process', () => {
  const paths = globSync('{apps/{gateway,orchestrator,classifier,agents,notifier},libs/*}/src/**/*.ts').filter(
    (path) => !/\.(spec|stage)\.ts$|^libs\/testing\/|\/gen\//.test(path),
  );
  const sources = new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]));

  it('all have a row in the table of edges', () => {
    expect(paths.length).toBeGreaterThan(300);
    expect(unlisted(sources)).toEqual([]);
  });

  it('have a row that is in use, each of them', () => {
    const used = new Set(
      [...sources].filter(([path]) => !path.startsWith('libs/resilience/')).flatMap(([, text]) => namesIn(text)),
    );
    expect(names.filter((name) => !used.has(name))).toEqual([]);
    for (const path of Object.keys(rowElsewhere)) expect(sources.has(path)).toBe(true);
  });

  it.each([
    ['a fetch', "const answer = await fetch('https://example.org');"],
    ['a pool', "import { Pool } from 'undici';"],
    ['a client of a service', 'new GrpcClient(AgentService, url, {});'],
    ['a Redis', 'const redis = new Redis(url);'],
    ['a transport of MCP', 'new StdioClientTransport({ command });'],
    ['a mailer', "import { createTransport } from 'nodemailer';"],
    ['a request', "https.request('https://example.org')"],
  ])('are noticed without a row: %s is the control', (_, text) => {
    expect(unlisted(new Map([['apps/notifier/src/channels/new.client.ts', text]]))).toHaveLength(1);
    const named = `${text} edges['notifier.whatsapp.media']`;
    expect(unlisted(new Map([['apps/notifier/src/channels/new.client.ts', named]]))).toEqual([]);
  });

  it('are not confused with methods of that name, and types', () => {
    const text = "import type { Dispatcher } from 'undici'; async fetch(url) { return this.kept.fetch(url); }";
    expect(unlisted(new Map([['apps/gateway/src/a.ts', text]]))).toEqual([]);
  });
});
