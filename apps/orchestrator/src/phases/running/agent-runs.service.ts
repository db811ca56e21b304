import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Run } from '#libs/contracts';
import { AppError } from '#libs/errors';
import type { AgentMessage, PhaseUsage } from '../../builds/phase-outcome.js';
import type { PhaseTask } from '../../builds/phase-task.js';
import { Budgets } from '../budgets/budgets.service.js';
import { readFiles } from '../workspace/read-files.js';
import type { Delta, WorkspaceFile } from '../workspace/workspace.js';
import { AgentIndex, type IndexedAgent } from './agent-index.js';
import { PhaseAgentsClient } from './phase-agents.client.js';
import { slugOf } from './phase-inputs.js';
import { readOutput } from './read-output.js';
import { RunEar } from './run-ear.js';

/** One run of one agent within a phase. */
export interface AgentRun {
  task: PhaseTask;
  agent: IndexedAgent;
  /** 1 is the phase itself; others are answers to questions and second attempts. */
  part: string;
  text: string;
  files: WorkspaceFile[];
  writes: string[];
  messages: AgentMessage[];
  /** By `performance.now()`. */
  endsBefore: number;
  /** Settlements of the runs of this phase so far, which nobody has waited for; none rejects. */
  settling: Promise<void>[];
  /** Keeps what a run has done to `files` that ended in an error. */
  leave?: (delta: Delta) => Promise<void>;
}

export interface RunYield {
  output: Record<string, unknown>;
  delta: Delta;
  usage: PhaseUsage;
  screenshot?: string;
  messages: AgentMessage[];
  /** Some of it was said by a model that answers for the agent's own. */
  hasStandIn: boolean;
}

/** What the person who watches sees several times a second is no use to them. */
const REPORT_GAP_MS = 250;

/** Runs agents within their budgets and lets nothing pass that is not what they promised. */
@Injectable()
export class AgentRuns {
  private readonly logger = new Logger(AgentRuns.name);

  constructor(
    @Inject(PhaseAgentsClient) private readonly client: PhaseAgentsClient,
    @Inject(AgentIndex) private readonly index: AgentIndex,
    @Inject(Budgets) private readonly budgets: Budgets,
  ) {}

  /** @throws AppError BUDGET_SPENT before anything runs, MODEL_INVALID_OUTPUT, WORKSPACE_REFUSED, or the agent's reason */
  async run(asked: AgentRun): Promise<RunYield> {
    const { task, agent, part } = asked;
    const { build, phaseId } = task;
    const spender = {
      run: `${phaseId}:${part}`,
      build: build.id,
      person: build.contactId,
      tenant: build.phoneNumberId,
    };
    await Promise.all(asked.settling); // or this run would find less than there is
    const share = await this.budgets.reserve(spender);
    const beganAt = performance.now();
    const ear = new RunEar(agent.name);
    let reportedAt = -Infinity;
    const report = (): void => {
      const now = performance.now();
      if (now - reportedAt < REPORT_GAP_MS) return;
      reportedAt = now;
      task.report(ear.progress);
    };
    try {
      const leftMs = Math.min(asked.endsBefore - beganAt, share.wallMs || Infinity);
      if (leftMs < 1) throw new AppError('DEADLINE_EXCEEDED');
      await this.client.run(toRun(asked, share, leftMs), ear, task.signal, report);
      const hasStandIn = [...ear.models].some((model) => this.index.isStandIn(agent, model));
      return { ...read(ear, asked), usage: ear.usage, messages: ear.messages, hasStandIn };
    } catch (error) {
      if (error instanceof AppError && error.reason === 'UNKNOWN_AGENT') this.index.forget();
      await this.leave(ear, asked);
      throw error;
    } finally {
      const { costMicros, toolCalls } = ear.usage;
      const wallMs = performance.now() - beganAt;
      asked.settling.push(this.budgets.settle(spender, { tokens: ear.progress.tokens, costMicros, toolCalls, wallMs }));
    }
  }

  /** Files that the run had no right to are worth nothing; why it failed counts more than that its files are not kept. */
  private async leave({ result }: RunEar, { files, writes, leave, task }: AgentRun): Promise<void> {
    if (!result || !leave || task.signal.aborted) return;
    try {
      const delta = readFiles(files, result.files, writes);
      if (delta.written.length + delta.deleted.length > 0) await leave(delta);
    } catch (err) {
      this.logger.warn({ message: 'what a failed run has written is not kept', buildId: task.build.id, err });
    }
  }
}

function toRun(
  { task, agent, part, text, files, writes, messages }: AgentRun,
  share: { tokens: number; costMicros: number; toolCalls: number },
  leftMs: number,
): Run {
  const { build, phase, phaseId, revision, attempt, outputs, restores = 0, traceparent } = task;
  return Run.create({
    runId: `${phaseId}-${part}.${attempt}`,
    agent: agent.name,
    task: text,
    language: build.language,
    timeoutMs: Math.floor(leftMs),
    traceparent,
    contactHash: createHash('sha256').update(build.contactId).digest('hex').slice(0, 32),
    context: {
      phoneNumberId: build.phoneNumberId,
      contactId: build.contactId,
      conversationId: build.conversationId,
      turnId: phaseId,
      contactName: '',
    },
    build: {
      buildId: build.id,
      revision,
      phase: phase.name,
      files: files.map((file) => ({ ...file, size: `${file.size}` })),
      writes,
      slug: slugOf(build.title, outputs),
      budget: { tokens: `${share.tokens}`, costMicros: `${share.costMicros}`, toolCalls: share.toolCalls },
      messages,
      restores,
    },
  });
}

/** @throws AppError MODEL_EMPTY, MODEL_INVALID_OUTPUT, WORKSPACE_REFUSED */
function read(ear: RunEar, { agent, files, writes }: AgentRun): Pick<RunYield, 'output' | 'delta' | 'screenshot'> {
  const { result, text } = ear;
  if (!result) {
    if (agent.output) throw new AppError('MODEL_INVALID_OUTPUT', { message: 'an agent ended without a result' });
    if (!text) throw new AppError('MODEL_EMPTY', { message: 'an agent ended without a word' });
    return { output: { text }, delta: { written: [], deleted: [] } };
  }
  const { outputJson, screenshot } = result;
  return {
    output: readOutput(outputJson, agent.output),
    delta: readFiles(files, result.files, writes),
    ...(/^[0-9a-f]{64}$/.test(screenshot) && { screenshot }),
  };
}
