// npm test: sets up what is missing, runs every suite, and ends with the line "N passed, N failed".
import { requireHostNode } from './prepare/host-node.mjs';

requireHostNode();
const { runTests } = await import('./checking/run-tests.mjs');
const { passed, failed } = await runTests(process.argv.slice(2));
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
