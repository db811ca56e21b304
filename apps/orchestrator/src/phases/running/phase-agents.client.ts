import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AgentService, type ListAgentsResponse, type Run } from '#libs/contracts';
import { AppError, toAppError } from '#libs/errors';
import { GrpcClient } from '#libs/grpc';
import { tracesOf } from '#libs/observability';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../../orchestrator.config.js';
import type { RunEar } from './run-ear.js';

/** A run ends itself by its timeout; what is heard this much later was cut off. */
const GRACE_MS = 5_000;

/** Runs agents for phases of builds: one stream for each, so that ending one ends nothing else. */
@Injectable()
export class PhaseAgentsClient implements OnApplicationShutdown {
  private readonly client: GrpcClient<typeof AgentService>;

  constructor(@Inject(ORCHESTRATOR_CONFIG) config: OrchestratorConfig) {
    this.client = new GrpcClient(AgentService, config.AGENTS_URL, {
      execute: 'orchestrator.agents.runPhase',
      listAgents: 'orchestrator.agents.listAgents',
    });
  }

  list(): Promise<ListAgentsResponse> {
    return this.client.call('listAgents', {});
  }

  /**
   * Runs an agent to its end; `ear` keeps what was heard before a failure too.
   * @throws AppError with the agent's reason, why the signal ended it, or PEER_UNAVAILABLE when the stream broke off
   */
  async run(run: Run, ear: RunEar, signal: AbortSignal, onHeard: () => void): Promise<void> {
    try {
      await this.client.stream(
        'execute',
        { runs: [run] },
        ({ events }) => {
          events.filter(({ runId }) => runId === run.runId).forEach((event) => ear.hear(event));
          onHeard();
        },
        { timeoutMs: run.timeoutMs + GRACE_MS, signal, traces: tracesOf([run]) },
      );
    } catch (thrown) {
      if (signal.aborted) throw toAppError(signal.reason);
      if (ear.end !== 'done') throw ear.end ?? floodOf(toAppError(thrown));
    }
    if (ear.end instanceof AppError) throw ear.end;
    if (!ear.end) throw new AppError('PEER_UNAVAILABLE', { message: 'the stream ended without an end of the run' });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }
}

/** gRPC words a message over its bound like a peer that is busy; to come back later would give the same again. */
function floodOf(error: AppError): AppError {
  const { details = '' } = (error.cause ?? {}) as { details?: string };
  if (!/larger than max/.test(details)) return error;
  return new AppError('MODEL_INVALID_OUTPUT', { message: 'an agent gave more than a message holds', cause: error });
}
