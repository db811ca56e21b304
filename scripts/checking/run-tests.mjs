import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { Progress } from '../prepare/progress.mjs';
import { findChromium } from './find-chromium.mjs';
import { repo, setUp } from './set-up.mjs';

/** jest needs the flag for ESM. */
const NODE_OPTIONS = '--experimental-vm-modules --disable-warning=ExperimentalWarning';

/** Suites that wait for what they want to see, and so forgive a busy machine. */
const PATIENT = '/tests/(contract|context|browser|e2e|attacks)/';
/** What kills processes comes last: there a busy machine looks like a dead peer. Most of its time is waiting too. */
const ROUNDS = [
  ['--maxWorkers=2', '--testPathIgnorePatterns=/tests/'],
  ['--maxWorkers=3', `--testPathPatterns=${PATIENT}`],
  ['--maxWorkers=2', '--testPathPatterns=/tests/', `--testPathIgnorePatterns=${PATIENT}`],
];

/**
 * Runs the suites that `args` choose, all without any; a suite that could not even be loaded counts as one failure.
 * @param {string[]} args for jest
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runTests(args) {
  const progress = new Progress();
  const node = await setUp(progress, { builds: true });
  const chromium = existsSync(join(repo, 'tests', 'browser')) ? await findChromium(progress) : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'parley-results-'));
  const isWhole = args.length === 0;
  const stopBuilding = isWhole ? buildTools(node) : () => undefined;
  try {
    const jest = join(repo, 'node_modules', 'jest', 'bin', 'jest.js');
    const env = {
      ...process.env,
      NODE_OPTIONS,
      PATH: [dirname(node), process.env.PATH].join(delimiter),
      ...(chromium && { CHROMIUM_PATH: chromium }),
    };
    const options = { cwd: repo, env, stdio: /** @type {const} */ ('inherit') };
    const total = { passed: 0, failed: 0 };
    for (const [index, round] of (isWhole ? ROUNDS : [args]).entries()) {
      const results = join(folder, `results-${index}.json`);
      await once(spawn(node, [jest, '--forceExit', '--json', `--outputFile=${results}`, ...round], options), 'exit');
      const { passed, failed } = countResults(results);
      total.passed += passed;
      total.failed += failed;
    }
    return total;
  } finally {
    stopBuilding();
    rmSync(folder, { recursive: true });
  }
}

/**
 * Go takes minutes, once on a machine, for the tools of the suite that comes last: begun with the first one they are there in
 * time. Without Go that suite says what is missing.
 * @param {string} node
 * @returns {() => void} ends it, with what it has started
 */
function buildTools(node) {
  const script = join(repo, 'scripts', 'manifests', 'build-tools.ts');
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', script], { stdio: 'ignore', detached: true });
  return () => {
    if (child.exitCode === null && child.pid) process.kill(-child.pid);
  };
}

/** @param {string} path */
function countResults(path) {
  if (!existsSync(path)) return { passed: 0, failed: 1 }; // jest itself broke
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, success } = JSON.parse(readFileSync(path, 'utf8'));
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  return { passed: numPassedTests, failed: success ? failed : Math.max(1, failed) };
}
