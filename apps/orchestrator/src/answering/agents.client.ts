import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import {
  AgentService,
  type Escalation,
  type ReplyPart,
  type Run,
  type RunEvent,
  type SlotUpdate,
  type ToolCall,
  type Usage,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { crashPoint } from '#libs/faults';
import { fromDetail, GrpcClient } from '#libs/grpc';
import { tracesOf } from '#libs/observability';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';

/** What an agent said, whole: partial text is never passed on. */
export interface AgentAnswer {
  text: string;
  /** Messages that go with the text, in their order. */
  parts: ReplyPart[];
  tools: ToolCall[];
  /** What it notes for its next turn; the last word counts. */
  slots?: SlotUpdate;
  escalation?: Escalation;
  model: string;
  usage?: Usage;
}

interface Listening {
  answer: AgentAnswer;
  deltas: string[];
  resolve(answer: AgentAnswer): void;
  reject(error: AppError): void;
}

/** Runs agents. Runs that begin at about the same time share one stream, and each ends by itself. */
@Injectable()
export class AgentsClient implements OnApplicationShutdown {
  private readonly client: GrpcClient<typeof AgentService>;
  private readonly listening = new Map<string, Listening>();
  private readonly starts = new Batcher<Run, { answer: Promise<AgentAnswer> }>(async (runs) => this.open(runs), {
    name: 'batch:execute',
    maxSize: 100,
  });

  constructor(@Inject(ORCHESTRATOR_CONFIG) config: OrchestratorConfig) {
    this.client = new GrpcClient(AgentService, config.AGENTS_URL, { execute: 'orchestrator.agents.execute' });
  }

  /** @throws AppError with the agent's reason, or PEER_UNAVAILABLE when the stream broke off */
  async execute(run: Run): Promise<AgentAnswer> {
    // A message of gRPC is bounded: files travel alone
    const { answer } = run.attachments.length > 0 ? this.open([run])[0]! : await this.starts.load(run);
    return answer;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }

  private open(runs: readonly Run[]): { answer: Promise<AgentAnswer> }[] {
    const answers = runs.map(({ runId }) => ({
      answer: new Promise<AgentAnswer>((resolve, reject) => {
        this.listening.set(runId, {
          answer: { text: '', parts: [], tools: [], model: '' },
          deltas: [],
          resolve,
          reject,
        });
      }),
    }));
    const timeoutMs = Math.max(...runs.map((run) => run.timeoutMs)) + 5_000; // each run ends itself before this
    this.client
      .stream('execute', { runs: [...runs] }, ({ events }) => events.forEach((event) => this.hear(event)), {
        timeoutMs,
        traces: tracesOf(runs),
      })
      .then(() => this.expectNone(runs))
      .catch((error: AppError) => this.giveUp(runs, error));
    return answers;
  }

  private hear({ runId, event }: RunEvent): void {
    const listening = this.listening.get(runId);
    if (!listening || !event) return;
    const { answer } = listening;
    switch (event.$case) {
      case 'started':
        answer.model = event.value.model;
        break;
      case 'text':
        crashPoint('or.mid_stream');
        listening.deltas.push(event.value.text);
        break;
      case 'tool':
        answer.tools.push(event.value);
        break;
      case 'part':
        answer.parts.push(event.value);
        break;
      case 'slots':
        answer.slots = event.value;
        break;
      case 'escalation':
        answer.escalation = event.value;
        break;
      case 'usage':
        answer.usage = event.value;
        break;
      case 'done':
        this.listening.delete(runId);
        answer.text = listening.deltas.join('');
        listening.resolve(answer);
        break;
      case 'failed':
        this.listening.delete(runId);
        listening.reject(fromDetail(event.value));
        break;
    }
  }

  /** Every run ends by itself before its stream does. */
  private expectNone(runs: readonly Run[]): void {
    const open = runs.filter(({ runId }) => this.listening.has(runId));
    if (open.length === 0) return;
    this.giveUp(open, new AppError('PEER_UNAVAILABLE', { message: 'the stream ended without an end of the run' }));
  }

  private giveUp(runs: readonly Run[], error: AppError): void {
    for (const { runId } of runs) {
      this.listening.get(runId)?.reject(error);
      this.listening.delete(runId);
    }
  }
}
