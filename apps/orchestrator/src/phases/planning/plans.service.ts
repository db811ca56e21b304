import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#libs/errors';
import type { BuildRow } from '../../builds/build-row.js';
import { fromPlan } from '../../workflows/from-plan.js';
import { WorkflowLibrary } from '../../workflows/workflow-library.js';
import type { Workflow } from '../../workflows/workflow.js';
import { AgentIndex } from '../running/agent-index.js';
import { NewestSite } from '../workspace/newest-site.repository.js';

/** What a build begins with when nobody chose; a planner may choose another one. */
const DEFAULT_WORKFLOW = 'full-build';
const OWN = 'own';
/** Agents that decide about a build have no place in a plan. */
const NOT_PLANNED = ['planner', 'refiner'];

type Planned = Pick<BuildRow, 'id' | 'conversationId' | 'workflow'>;

/** How a build goes on by what its planner said. */
@Injectable()
export class Plans {
  constructor(
    @Inject(WorkflowLibrary) private readonly library: Pick<WorkflowLibrary, 'get'>,
    @Inject(AgentIndex) private readonly index: Pick<AgentIndex, 'all'>,
    @Inject(NewestSite) private readonly sites: Pick<NewestSite, 'before'>,
  ) {}

  /**
   * Another workflow than the one that the build has; undefined to go on with it. A workflow that a person or an operator
   * chose stays.
   * @throws AppError WORKFLOW_INVALID with the problems of a plan of its own, or for a workflow that there is not or that
   * goes on with a site where there is none
   */
  async next(build: Planned, plan: Record<string, unknown>): Promise<Workflow | undefined> {
    const { workflow } = build;
    if (workflow.name !== DEFAULT_WORKFLOW && workflow.name !== OWN) return undefined;
    const wanted = plan['workflow'];
    if (wanted === workflow.name && wanted !== OWN) return undefined;
    const next = wanted === OWN ? fromPlan(plan, await this.agents()) : this.named(wanted);
    await this.expectSite(build, next);
    return next.version === workflow.version ? undefined : next;
  }

  /** For a planner that was told and did not learn. @throws AppError WORKFLOW_INVALID */
  fallback({ workflow }: Pick<BuildRow, 'workflow'>): Workflow | undefined {
    return workflow.name === OWN ? this.named(DEFAULT_WORKFLOW) : undefined;
  }

  private async expectSite(build: Planned, { name, phases }: Workflow): Promise<void> {
    if (!phases.some(({ beginsWith }) => beginsWith)) return;
    try {
      await this.sites.before(build);
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.reason !== 'SITE_MISSING') throw cause;
      const problems = `workflow: ${name} goes on with a site, and this person has none that is finished`;
      throw new AppError('WORKFLOW_INVALID', { cause, metadata: { problems } });
    }
  }

  private named(name: unknown): Workflow {
    try {
      return this.library.get(String(name).slice(0, 40));
    } catch (cause) {
      if (cause instanceof AppError && cause.reason === 'WORKFLOW_INVALID') throw cause;
      throw new AppError('WORKFLOW_INVALID', { cause, metadata: { problems: 'workflow: there is none of this name' } });
    }
  }

  private async agents(): Promise<ReadonlyMap<string, string>> {
    const known = [...(await this.index.all()).values()];
    const able = known.filter(({ name, output }) => output !== '' && !NOT_PLANNED.includes(name));
    return new Map(able.map(({ name, output }) => [name, output]));
  }
}
