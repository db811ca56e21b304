import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { AppError } from '#libs/errors';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import { AgentIndex } from '../phases/running/agent-index.js';
import type { KnownAgents } from './known-agents.js';
import { judgeWorkflow, loadWorkflows, readWorkflowFiles } from './load-workflows.js';
import { formatProblem } from './problem.js';
import type { Workflow } from './workflow.js';

/** While the agents are not known, and while a workflow names one that there is not. */
const askAgainMs = 2_000;
const lookAgainMs = 30_000;

/**
 * The workflows of this deployment, as they were at the start. A mistake in a file stops the start. An agent that does not
 * exist does not, as the agents service may come later or be older: the workflow that needs it waits for it.
 */
@Injectable()
export class WorkflowLibrary implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(WorkflowLibrary.name);
  private readonly files;
  private readonly workflows: ReadonlyMap<string, Workflow>;
  /** By workflow; empty as long as the agents are not known. */
  private problems = new Map<string, string[]>();
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;

  /** @throws ConfigError with every problem of every file */
  constructor(
    @Inject(ORCHESTRATOR_CONFIG) { WORKFLOWS_DIR }: Pick<OrchestratorConfig, 'WORKFLOWS_DIR'>,
    @Inject(AgentIndex) private readonly agents: Pick<AgentIndex, 'contracts'>,
  ) {
    this.files = readWorkflowFiles(WORKFLOWS_DIR);
    this.workflows = loadWorkflows(this.files);
  }

  onModuleInit(): void {
    void this.look();
  }

  onApplicationShutdown(): void {
    this.isOver = true;
    clearTimeout(this.timer);
  }

  /** Those that can run. */
  list(): Workflow[] {
    return [...this.workflows.values()].filter(({ name }) => !this.problems.has(name));
  }

  /** @throws AppError NOT_FOUND; WORKFLOW_INVALID when it names an agent that does not exist, with its problems */
  get(name: string): Workflow {
    const workflow = this.workflows.get(name);
    if (!workflow) throw new AppError('NOT_FOUND', { message: 'There is no such workflow' });
    const problems = this.problems.get(name);
    if (!problems) return workflow;
    throw new AppError('WORKFLOW_INVALID', {
      message: 'The workflow does not fit the agents',
      metadata: { problems: problems.join('\n') },
    });
  }

  /** Asks for the agents until each workflow has those that it names. */
  private async look(): Promise<void> {
    let pauseMs = askAgainMs;
    try {
      this.judge(await this.agents.contracts());
      if (this.problems.size === 0) return;
      pauseMs = lookAgainMs;
    } catch (error) {
      this.logger.debug({ message: 'the agents of the workflows are not known yet', err: error });
    }
    if (!this.isOver) this.timer = setTimeout(() => void this.look(), pauseMs).unref();
  }

  private judge(agents: KnownAgents): void {
    const before = this.problems;
    this.problems = new Map();
    [...this.workflows.keys()].forEach((name, index) => {
      const { problems } = judgeWorkflow(this.files[index]!, agents);
      if (!problems) return;
      const told = problems.map(formatProblem);
      this.problems.set(name, told);
      if (before.has(name)) return;
      this.logger.error({
        message: 'a workflow does not fit the agents and cannot run',
        workflow: name,
        problems: told,
      });
    });
  }
}
