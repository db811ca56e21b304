import { AppError } from '#libs/errors';
import { type CrashPoint, crashPoints } from './crash-points.js';

interface Trap {
  signal: 'SIGKILL' | 'SIGSTOP';
  /** Hits left until it acts. */
  countdown: number;
}

const traps = new Map<CrashPoint, Trap>();

/**
 * Arms the points named `<name>` or `<name>:<n>` (acts at the n-th hit, default 1): `crashAt` kills this process there,
 * `pauseAt` stops it until someone sends SIGCONT.
 * @throws AppError MISCONFIGURED for an unknown name, or in production
 */
export function armCrashPoints({
  crashAt,
  pauseAt,
  isProduction,
}: {
  crashAt?: string;
  pauseAt?: string;
  isProduction: boolean;
}): void {
  if (crashAt) arm(crashAt, 'SIGKILL', isProduction);
  if (pauseAt) arm(pauseAt, 'SIGSTOP', isProduction);
}

function arm(setting: string, signal: Trap['signal'], isProduction: boolean): void {
  if (isProduction) throw new AppError('MISCONFIGURED', { message: 'Crash points are refused in production.' });
  const [, name, hits = '1'] = /^([^:]+)(?::([1-9]\d*))?$/.exec(setting) ?? [];
  const point = crashPoints.find((known) => known === name);
  if (!point) throw new AppError('MISCONFIGURED', { message: `There is no crash point ${setting}.` });
  traps.set(point, { signal, countdown: Number(hits) });
}

/** Does nothing unless a test armed this point. */
export function crashPoint(point: CrashPoint): void {
  if (traps.size === 0) return;
  const trap = traps.get(point);
  if (!trap || --trap.countdown !== 0) return;
  process.kill(process.pid, trap.signal);
  // A signal to oneself may arrive a little later: nothing may happen in between.
  const until = performance.now() + 50;
  while (performance.now() < until);
}
