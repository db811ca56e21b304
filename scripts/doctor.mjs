// npm run doctor [-- --json]: looks at a deployment from outside and says in plain words what is wrong and what to do. It is told
// where things are by the variables of the services; without any it looks at the Parley that runs here.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseDataFolder } from './prepare/data-folder.mjs';
import { findNode24 } from './prepare/node24.mjs';
import { readEnvironment } from './prepare/read-environment.mjs';

const repo = join(dirname(fileURLToPath(import.meta.url)), '..');
const settings = readEnvironment(repo);
const { folder } = chooseDataFolder(repo, settings);
const env = { ...readDeployment(join(folder, 'deployment.json')), ...settings };
const args = ['--disable-warning=ExperimentalWarning', join(repo, 'scripts', 'doctor', 'main.ts')];
const child = spawn(findNode24(repo), [...args, ...process.argv.slice(2)], { env, stdio: 'inherit', cwd: repo });
const [code] = await once(child, 'exit');
process.exitCode = code ?? 1;

/**
 * What the launcher left while it runs; another deployment is named by variables.
 * @param {string} file
 * @returns {Record<string, string>}
 */
function readDeployment(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
