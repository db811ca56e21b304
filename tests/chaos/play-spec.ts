import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const repo = join(import.meta.dirname, '..', '..');

interface Counts {
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
}

/** Runs a suite of `npm test`, or those of its tests whose names fit. */
export async function playSpec(spec: string, tests?: string): Promise<{ passed: number; failed: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-chaos-'));
  const results = join(folder, 'results.json');
  const jest = join(repo, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = [
    jest,
    spec,
    '--forceExit',
    '--maxWorkers=1',
    '--json',
    `--outputFile=${results}`,
    ...(tests ? ['-t', tests] : []),
  ];
  const env = { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' };
  try {
    await once(spawn(process.execPath, args, { cwd: repo, env, stdio: ['ignore', 'ignore', 'inherit'] }), 'exit');
    const counts = JSON.parse(readFileSync(results, 'utf8')) as Counts;
    return { passed: counts.numPassedTests, failed: counts.numFailedTests + counts.numRuntimeErrorTestSuites };
  } catch (error) {
    process.stderr.write(`${spec} could not be run: ${String(error)}\n`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
