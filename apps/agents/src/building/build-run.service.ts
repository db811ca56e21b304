import { Inject, Injectable, Logger } from '@nestjs/common';
import { BuildRun, type Run, type RunEvent } from '#libs/contracts';
import { toAppError } from '#libs/errors';
import type { AgentDefinition } from '../catalogue/agent-catalogue.js';
import { toToolContext } from '../execution/tool-context.js';
import { Compensations } from '../mcp/effects/compensations.service.js';
import { McpToolboxes } from '../mcp/mcp-toolboxes.service.js';
import { toSafeName } from '../mcp/safe-name.js';
import { LeakGuard } from '../outputs/leak-guard.js';
import type { ToolContext } from '../tools/tool.js';
import { BlobStore } from '../workspace/blob-store.js';
import { BuildScene } from '../workspace/build-scene.js';
import { fromWire, toWire } from '../workspace/file-entry.js';
import { Workspace } from '../workspace/workspace.js';
import { BuildBudget } from './build-budget.js';
import { BuildLoop } from './build-loop.js';
import { BuildToolboxes } from './build-toolboxes.js';
import { toBuildPrompt } from './to-build-prompt.js';

export interface BuildRunTask {
  run: Run;
  agent: AgentDefinition;
  signal: AbortSignal;
  emit: (event: NonNullable<RunEvent['event']>) => void;
}

/** A run on the files of a build: from a manifest to a manifest and a result; of one that fails, what it has written. */
@Injectable()
export class BuildRunService {
  private readonly logger = new Logger(BuildRunService.name);

  constructor(
    @Inject(BuildToolboxes) private readonly toolboxes: BuildToolboxes,
    @Inject(BlobStore) private readonly blobs: BlobStore,
    @Inject(LeakGuard) private readonly leaks: LeakGuard,
    @Inject(BuildLoop) private readonly loop: BuildLoop,
    @Inject(McpToolboxes) private readonly mcp: McpToolboxes,
    @Inject(Compensations) private readonly compensations: Compensations,
  ) {}

  /** @throws AppError WORKSPACE_REFUSED for files that are none, INVALID_MESSAGE, or as the loop does */
  async run({ run, agent, signal, emit }: BuildRunTask): Promise<void> {
    const build = run.build ?? BuildRun.create();
    const workspace = new Workspace(fromWire(build.files), {
      blobs: this.blobs,
      writes: build.writes,
      refuse: this.leaks.find,
    });
    const identity = toToolContext(withTurn(run, build), signal);
    const { phoneNumberId, contactId } = identity;
    const { buildId, revision, phase, slug } = build;
    const scene = new BuildScene(
      { agent: agent.name, buildId, revision, phase, slug, phoneNumberId, contactId },
      workspace,
      (record) => this.blobs.store(record),
      (message) => emit({ $case: 'message', value: message }),
      this.leaks.find,
    );
    const budget = new BuildBudget(build.budget);
    await this.takeBack(build, identity, emit);
    const own = this.toolboxes.of(agent.name);
    const toolbox = this.mcp.has(agent)
      ? await this.mcp.extend(own, agent, { phoneNumberId, use: 'build', signal })
      : own;
    const given = workspace.digest();
    const give = async (outputJson: string): Promise<void> => {
      await scene.save();
      const { screenshot } = scene;
      const files = toWire(workspace.manifest());
      emit({ $case: 'result', value: { outputJson, files, screenshot, costMicros: `${budget.costMicros}` } });
    };
    const task = { run, agent, toolbox, context: { ...identity, scene }, budget, emit };
    const prompt = toBuildPrompt(agent, run, build, workspace, new Date());
    const output = await this.loop.run({ ...task, prompt }).catch(async (thrown: unknown) => {
      if (workspace.digest() !== given && isHeard(signal)) await this.leave(give, agent.name);
      throw thrown;
    });
    await give(JSON.stringify(output));
    emit({ $case: 'done', value: { stopReason: 'submitted' } });
  }

  /** What is written is worth something although the run has failed; why it failed is told in any case. */
  private async leave(give: (outputJson: string) => Promise<void>, agent: string): Promise<void> {
    try {
      await give('');
    } catch (err) {
      this.logger.warn({ message: 'could not keep what a failed run has written', agent, err });
    }
  }

  /** What revisions after the one that is restored have done elsewhere. */
  private async takeBack(
    { buildId, revision, restores }: BuildRun,
    { phoneNumberId, signal }: ToolContext,
    emit: BuildRunTask['emit'],
  ): Promise<void> {
    if (restores === 0) return;
    const undone = await this.compensations.undo({ buildId, phoneNumberId, restored: restores, revision, signal });
    for (const { server, tool, isDone, durationMs } of undone)
      emit({ $case: 'tool', value: { name: toSafeName(server, tool), status: isDone ? 'ok' : 'failed', durationMs } });
  }
}

/** Whoever cancelled a run listens no more, and one that is handed back begins anew elsewhere; time that is up ends it here. */
const isHeard = ({ aborted, reason }: AbortSignal): boolean =>
  !aborted || toAppError(reason).reason === 'DEADLINE_EXCEEDED';

/** The key of effects: a phase that is repeated is the same turn. */
function withTurn(run: Run, { buildId, revision, phase }: BuildRun): Run {
  if (!run.context || run.context.turnId) return run;
  return { ...run, context: { ...run.context, turnId: `${buildId}:${revision}:${phase}` } };
}
