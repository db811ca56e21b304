// npm run test:attacks [-- --only A07,A40 --report attacks.md]: plays the attacks of tests/attacks and reports what came of each.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { requireHostNode } from './prepare/host-node.mjs';

requireHostNode();
const { Progress } = await import('./prepare/progress.mjs');
const { repo, setUp } = await import('./checking/set-up.mjs');
const node = await setUp(new Progress(), { builds: false }); // the run of the suites builds
const args = ['--disable-warning=ExperimentalWarning', join(repo, 'tests', 'attacks', 'run.ts')];
const child = spawn(node, [...args, ...process.argv.slice(2)], { stdio: 'inherit', cwd: repo });
const [code] = await once(child, 'exit');
process.exitCode = code ?? 1;
