/**
 * npm run workflow -- check [file…]    prints every problem like a compiler does, and ends with 1 if there is one
 * npm run workflow -- graph <file>     prints the phases as a Mermaid flowchart
 *
 * Without a file, `check` reads all of WORKFLOWS_DIR. Agents are those of AGENTS_DIR. Nothing needs to run.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError, readConfig } from '#libs/config';
import { judgeWorkflow, readWorkflowFile } from './load-workflows.js';
import { formatProblem } from './problem.js';
import { readAgentFiles } from './read-agent-files.js';
import { toMermaid } from './to-mermaid.js';

const usage = 'usage: npm run workflow -- check [file…]\n       npm run workflow -- graph <file>\n';
const variables = z.object({
  WORKFLOWS_DIR: z.string().default('apps/orchestrator/workflows'),
  AGENTS_DIR: z.string().default('apps/agents/agents'),
});

function run([command, ...files]: string[]): number {
  if ((command !== 'check' && command !== 'graph') || (command === 'graph' && files.length !== 1)) {
    process.stderr.write(usage);
    return 64;
  }
  const { WORKFLOWS_DIR, AGENTS_DIR } = readConfig(variables);
  const agents = readAgentFiles(AGENTS_DIR);
  const read = (files.length > 0 ? files : allOf(WORKFLOWS_DIR)).map((file) =>
    judgeWorkflow(readWorkflowFile(file), agents),
  );
  const problems = read.flatMap((one) => one.problems ?? []);
  const workflows = read.flatMap((one) => (one.problems ? [] : [one.workflow]));
  for (const problem of problems) process.stderr.write(`${formatProblem(problem)}\n`);
  if (problems.length > 0) {
    process.stderr.write(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}\n`);
    return 1;
  }
  for (const workflow of workflows) {
    const { name, version, phases } = workflow;
    const line = `${name}: ${phases.length} phases, version ${version.slice(0, 12)}\n`;
    process.stdout.write(command === 'graph' ? toMermaid(workflow) : line);
  }
  return 0;
}

const allOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => join(folder, file));

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
