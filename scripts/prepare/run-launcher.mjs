import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A terminal's Ctrl-C reaches us twice, by itself and through npm; what comes so soon after it is the same wish. */
const SAME_WISH_MS = 300;
/** Exit code of the launcher after a second Ctrl-C. */
const KILLED_AT_ONCE = 130;
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs stage two until it ends. It lives in a process group of its own and hears of Ctrl-C from here, so that it decides
 * the order of the end; when it is killed, what it left running is ended, and when we are, it ends everything itself.
 * @param {{ node: string, repo: string, env: NodeJS.ProcessEnv, watch: boolean }} options
 * @returns {Promise<number>} exit code
 */
export async function runLauncher({ node, repo, env, watch }) {
  const launcher = join(repo, 'scripts', 'launcher');
  const args = [join(launcher, 'main.ts'), ...(watch ? ['--watch'] : [])];
  const child = spawn(node, args, { cwd: repo, env, detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const stopRelaying = relaySignals((wish) => child.connected && child.send(wish));
  const [code, signal] = await once(child, 'exit');
  if (hasLeftovers(env)) {
    const how = code === KILLED_AT_ONCE ? 'Ended at once' : `The launcher was ended (${signal ?? `code ${code}`})`;
    process.stderr.write(`\n${how}; making sure that nothing is left running.\n`);
    await once(spawn(node, [join(launcher, 'end-leftovers-now.ts')], { cwd: repo, env, stdio: 'inherit' }), 'exit');
  }
  stopRelaying();
  return code ?? 1;
}

/** @param {(wish: 'stop' | 'kill') => void} tell */
function relaySignals(tell) {
  let first = 0;
  const onSignal = () => {
    if (first === 0) {
      first = performance.now();
      tell('stop');
    } else if (performance.now() - first > SAME_WISH_MS) tell('kill');
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return () => SIGNALS.forEach((signal) => process.off(signal, onSignal));
}

/** @param {NodeJS.ProcessEnv} env */
function hasLeftovers(env) {
  try {
    return readdirSync(join(env.PARLEY_HOME ?? '', 'pids')).length > 0;
  } catch {
    return false;
  }
}
