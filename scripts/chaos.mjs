// npm run test:chaos [-- --only F06,F12 --tier C --seed 123 --report file.md]: plays faults on the real processes and judges what they kept.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { requireHostNode } from './prepare/host-node.mjs';

requireHostNode();
const { Progress } = await import('./prepare/progress.mjs');
const { repo, setUp } = await import('./checking/set-up.mjs');
const node = await setUp(new Progress(), { builds: true });
const args = ['--disable-warning=ExperimentalWarning', join(repo, 'tests', 'chaos', 'run.ts')];
const child = spawn(node, [...args, ...process.argv.slice(2)], { stdio: 'inherit', cwd: repo });
const [code] = await once(child, 'exit');
process.exitCode = code ?? 1;
