import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ConfigError } from '#libs/config';
import type { KnownAgents } from './known-agents.js';
import { formatProblem } from './problem.js';
import { type ReadWorkflow, readWorkflow } from './read-workflow.js';
import type { Workflow } from './workflow.js';

const suffix = '.yaml';

export interface WorkflowFile {
  path: string;
  text: string;
}

/**
 * The files of a folder, in the order of their names; folders in it are left alone.
 * @throws ConfigError when there is none, or one cannot be read
 */
export function readWorkflowFiles(folder: string): WorkflowFile[] {
  const files = open(folder, (path) => readdirSync(path)).filter((file) => file.endsWith(suffix));
  if (files.length === 0) throw new ConfigError(`WORKFLOWS_DIR: ${folder} holds no *${suffix}`);
  return files.sort().map((file) => readWorkflowFile(join(folder, file)));
}

/** @throws ConfigError when it cannot be read */
export const readWorkflowFile = (path: string): WorkflowFile => ({
  path,
  text: open(path, (file) => readFileSync(file, 'utf8')),
});

/** A workflow is called like its file, so that no two of a folder have one name. */
export function judgeWorkflow({ path, text }: WorkflowFile, agents: KnownAgents | undefined): ReadWorkflow {
  const read = readWorkflow(path, text, agents);
  const stem = basename(path, suffix);
  if (read.problems || read.workflow.name === stem) return read;
  const message = `name: expected ${stem}, as the file is called`;
  return { problems: [{ file: path, line: 1, column: 1, message }] };
}

/**
 * The workflows of files, by name. Agents are not looked at: they are another service's, which may start later.
 * @throws ConfigError with every problem of every file at once
 */
export function loadWorkflows(files: readonly WorkflowFile[]): ReadonlyMap<string, Workflow> {
  const read = files.map((file) => judgeWorkflow(file, undefined));
  const problems = read.flatMap((one) => one.problems ?? []);
  if (problems.length > 0) {
    throw new ConfigError(`Bad workflows:\n${problems.map((problem) => `  - ${formatProblem(problem)}`).join('\n')}`);
  }
  return new Map(read.flatMap((one) => (one.problems ? [] : [[one.workflow.name, one.workflow]])));
}

function open<T>(path: string, read: (path: string) => T): T {
  try {
    return read(path);
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
}
