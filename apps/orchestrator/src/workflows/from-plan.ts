import { z } from 'zod';
import { AppError } from '#libs/errors';
import type { KnownAgents } from './known-agents.js';
import { toWorkflow } from './read-workflow.js';
import { agentNameSchema, phaseNameSchema, taskSchema } from './workflow.schema.js';
import type { Workflow } from './workflow.js';

/** What a planner may propose; whatever else it says is left out. */
const planSchema = z.object({
  title: z.string().trim().min(1).max(120),
  phases: z
    .array(
      z.object({
        name: phaseNameSchema,
        agent: agentNameSchema,
        task: taskSchema.max(4_000),
        depends_on: z.array(phaseNameSchema).max(20).default([]),
      }),
    )
    .min(1)
    .max(20, 'a plan has at most 20 phases'),
});

/** What the agents of builds write by convention; another agent may write anywhere in the workspace. */
const writesOf: Record<string, string[]> = {
  planner: [],
  designer: ['design.json'],
  content: ['content.json'],
  frontend: ['*.html', '*.css', 'app.js', 'pages/**', 'assets/**'],
  backend: ['data.json', 'api.js'],
  'code-reviewer': [],
  qa: [],
  devops: [],
  synthesiser: [],
};

const mostProblems = 20;

/**
 * The workflow that a planner proposed, judged by the rules that hold for files.
 * @param agents those that a plan may use
 * @throws AppError WORKFLOW_INVALID, with every problem in its metadata; texts of the plan are in none
 */
export function fromPlan(plan: unknown, agents: KnownAgents): Workflow {
  const parsed = planSchema.safeParse(plan);
  if (!parsed.success) {
    throw invalid(parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'plan'}: ${message}`));
  }
  const { title, phases } = parsed.data;
  const { workflow, problems } = toWorkflow({ name: 'own', title, phases: phases.map(toEntry) }, agents);
  if (workflow) return workflow;
  throw invalid(problems.map(({ path, message }) => `${path.join('.')}: ${message}`));
}

type Proposed = z.infer<typeof planSchema>['phases'][number];

function toEntry({ name, agent, task, depends_on }: Proposed) {
  const isDeployment = agent === 'devops';
  return {
    name,
    agent,
    depends_on,
    task: `${task}\n\nThe request: {{request}}\nLanguage: {{language}}\nChanges asked for since: {{changes}}`,
    writes: Object.hasOwn(writesOf, agent) ? writesOf[agent] : ['**'],
    ...(isDeployment && { effect: 'external', cache: false }),
  };
}

function invalid(problems: string[]): AppError {
  const told = [...new Set(problems)];
  const shown = told.slice(0, mostProblems).join('\n');
  return new AppError('WORKFLOW_INVALID', {
    message: 'The workflow is not valid',
    metadata: { problems: told.length > mostProblems ? `${shown}\n… ${told.length - mostProblems} more` : shown },
  });
}
