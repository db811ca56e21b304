// npm run check: everything that a machine can say about the code without running it.
import { requireHostNode } from './prepare/host-node.mjs';

requireHostNode();
const { runChecks } = await import('./checking/run-checks.mjs');
process.exitCode = (await runChecks()) ? 0 : 1;
