import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When the process started, as an opaque text; undefined when it is gone. Pids are used again, so a pid alone does not
 * say that a process is still the one that wrote it down: pid and start time together do.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function startTimeOf(pid) {
  return process.platform === 'linux' ? startTimeOnLinux(pid) : startTimeByPs(pid);
}

/** @param {number} pid */
function startTimeOnLinux(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]; // a zombie has ended
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function startTimeByPs(pid) {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', `${pid}`], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
  } catch {
    return undefined;
  }
}

/**
 * @param {{ pid: number, startTime?: string | undefined }} identity
 * @returns {boolean} whether exactly this process still runs
 */
export const isRunning = ({ pid, startTime }) => startTime !== undefined && startTimeOf(pid) === startTime;
