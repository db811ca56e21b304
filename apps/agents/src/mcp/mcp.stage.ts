import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, migrate, openDatabase } from '#libs/database';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { migrations } from '../migrations/index.js';

export const token = 'tok-9f8e7d6c5b4a/+=';

/** A server over stdio that does what its mode says. */
export const stdioServer = (mode = 'well', parley: object = {}): object => ({
  command: process.execPath,
  args: [join(import.meta.dirname, 'fixtures', 'serve-stdio.stage.ts'), mode],
  env: { PLATFORM_TOKEN: '${MCP_PLATFORM_TOKEN}', NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
  parley: { connect_timeout_ms: 20_000, ...parley },
});

export const httpServer = (url: string, parley: object = {}): object => ({
  type: 'http',
  url,
  headers: { Authorization: 'Bearer ${MCP_PLATFORM_TOKEN}' },
  parley,
});

/** A folder with files of servers, for one spec. */
export class McpFiles {
  private readonly folder = mkdtempSync(join(tmpdir(), 'parley-mcp-spec-'));

  write(mcpServers: unknown, name = 'mcp.json'): string {
    return this.writeText(JSON.stringify({ mcpServers }), name);
  }

  writeText(text: string, name = 'mcp.json'): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  drop(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The tables of the agents, for a spec that starts no service. */
export async function openAgentsDatabase(): Promise<{ database: Database; drop: () => Promise<void> }> {
  const test: TestDatabase = await createTestDatabase('agents');
  const options = { url: test.url, entities: [], migrations };
  await migrate(options);
  const database = await openDatabase({ ...options, poolSize: 2 });
  const drop = async () => {
    await database.close();
    await test.drop();
  };
  return { database, drop };
}
