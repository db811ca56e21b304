// .ci/run: the checks, then every suite; the last line is "N passed, N failed", with failed checks counted as one.
import { requireHostNode } from './prepare/host-node.mjs';

requireHostNode();
const { runChecks } = await import('./checking/run-checks.mjs');
const { runTests } = await import('./checking/run-tests.mjs');
const isClean = await runChecks();
const { passed, failed } = await runTests([]);
const total = isClean ? failed : failed + 1;
process.stdout.write(`\n${isClean ? '' : 'checks failed\n'}${passed} passed, ${total} failed\n`);
process.exitCode = total === 0 ? 0 : 1;
