// Looks after the tools of MCP servers: `npm run mcp -- list|check|approve`. Uses DATABASE_URL, else the database of the Parley
// that runs here.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseDataFolder } from './prepare/data-folder.mjs';
import { findLogin } from './prepare/find-login.mjs';
import { findNode24 } from './prepare/node24.mjs';
import { readEnvironment } from './prepare/read-environment.mjs';

const repo = join(dirname(fileURLToPath(import.meta.url)), '..');
const script = join(repo, 'dist', 'apps', 'agents', 'src', 'mcp', 'mcp-command.js');

const settings = readEnvironment(repo);
const { folder } = chooseDataFolder(repo, settings);
const login = findLogin(join(folder, 'agents-login'), process.env);
if (!existsSync(script) || !login) {
  process.stderr.write('There is no database of the agents: start Parley with "npm start", or set DATABASE_URL.\n');
  process.exit(1);
}
const env = { ...settings, DATABASE_URL: login };
const child = spawn(findNode24(repo), [script, ...process.argv.slice(2)], { env, stdio: 'inherit', cwd: repo });
const [code] = await once(child, 'exit');
process.exitCode = code ?? 1;
