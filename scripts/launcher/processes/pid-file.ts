import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, startTimeOf } from '../../prepare/process-identity.mjs';

/** What is written down about a child process, so that a later start can find it when its parent died without stopping it. */
export interface PidRecord {
  name: string;
  pid: number;
  startTime: string | undefined;
}

const pathOf = (folder: string, name: string): string => join(folder, `${name}.json`);

export function writePidFile(folder: string, name: string, pid: number): void {
  mkdirSync(folder, { recursive: true });
  const record: PidRecord = { name, pid, startTime: startTimeOf(pid) };
  const unfinished = join(folder, `${name}.${process.pid}`);
  writeFileSync(unfinished, JSON.stringify(record));
  renameSync(unfinished, pathOf(folder, name));
}

export const removePidFile = (folder: string, name: string): void => rmSync(pathOf(folder, name), { force: true });

/** The processes of an earlier start that still run; the files of those that do not are removed. */
export function findLeftovers(folder: string): PidRecord[] {
  return readRecords(folder).filter((record) => {
    const runs = isRunning(record);
    if (!runs) removePidFile(folder, record.name);
    return runs;
  });
}

function readRecords(folder: string): PidRecord[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => readPidFile(folder, file.slice(0, -'.json'.length)))
      .filter((record) => record !== undefined);
  } catch {
    return [];
  }
}

export function readPidFile(folder: string, name: string): PidRecord | undefined {
  try {
    return JSON.parse(readFileSync(pathOf(folder, name), 'utf8')) as PidRecord;
  } catch {
    return undefined;
  }
}
