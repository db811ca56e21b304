import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '#libs/config';
import type { KnownAgents } from './known-agents.js';
import { formatProblem, type FileProblem } from './problem.js';
import { readWorkflow } from './read-workflow.js';
import type { Workflow } from './workflow.js';

const suffix = '.yaml';

/**
 * All workflows of a folder, by name; a workflow is called like its file.
 * @throws ConfigError with every problem of every file at once
 */
export function loadWorkflows(folder: string, agents?: KnownAgents): ReadonlyMap<string, Workflow> {
  const workflows = new Map<string, Workflow>();
  const problems: string[] = [];
  for (const file of filesOf(folder)) {
    const read = readWorkflowFile(join(folder, file), agents);
    if (read.problems) problems.push(...read.problems.map(formatProblem));
    else workflows.set(read.workflow.name, read.workflow);
  }
  if (problems.length === 0) return workflows;
  throw new ConfigError(`Bad workflows in ${folder}:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
}

/** @throws ConfigError when the file cannot be read */
export function readWorkflowFile(path: string, agents: KnownAgents | undefined): ReturnType<typeof readWorkflow> {
  const read = readWorkflow(
    path,
    open(path, (file) => readFileSync(file, 'utf8')),
    agents,
  );
  const stem = path.split('/').at(-1)!.slice(0, -suffix.length);
  if (read.problems || read.workflow.name === stem) return read;
  const problem: FileProblem = {
    file: path,
    line: 1,
    column: 1,
    message: `name: expected ${stem}, as the file is called`,
  };
  return { problems: [problem] };
}

function filesOf(folder: string): string[] {
  const files = open(folder, (path) => readdirSync(path)).filter((file) => file.endsWith(suffix));
  if (files.length === 0) throw new ConfigError(`WORKFLOWS_DIR: ${folder} holds no *${suffix}`);
  return files.sort();
}

function open<T>(path: string, read: (path: string) => T): T {
  try {
    return read(path);
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
}
