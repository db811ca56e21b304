import { Inject, Injectable } from '@nestjs/common';
import { AppError, toAppError } from '#libs/errors';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../../orchestrator.config.js';
import { PhaseAgentsClient } from './phase-agents.client.js';

export interface IndexedAgent {
  name: string;
  definitionHash: string;
  model: string;
  /** Name of its output contract; empty for one that answers in words. */
  output: string;
}

/** What there is to know of agents before they run. What is known stays known while the agents service is away. */
@Injectable()
export class AgentIndex {
  private agents: ReadonlyMap<string, IndexedAgent> = new Map();
  private businesses: ReadonlyMap<string, string> = new Map();
  private freshUntil = -Infinity;
  private looking?: Promise<void>;

  constructor(
    @Inject(PhaseAgentsClient) private readonly client: Pick<PhaseAgentsClient, 'list'>,
    @Inject(ORCHESTRATOR_CONFIG) private readonly config: Pick<OrchestratorConfig, 'AGENTS_REFRESH_MS'>,
  ) {}

  /** @throws AppError PEER_UNREACHABLE as long as nobody could be asked, UNKNOWN_AGENT */
  async get(name: string): Promise<IndexedAgent> {
    const agent = (await this.all()).get(name);
    if (agent) return agent;
    this.forget(); // it may be new
    const found = (await this.all()).get(name);
    if (!found) throw new AppError('UNKNOWN_AGENT', { metadata: { agent: name } });
    return found;
  }

  /** @throws AppError PEER_UNREACHABLE */
  async all(): Promise<ReadonlyMap<string, IndexedAgent>> {
    if (performance.now() >= this.freshUntil) await (this.looking ??= this.look());
    return this.agents;
  }

  /** The output contract of each, as they are now. @throws AppError PEER_UNREACHABLE */
  async contracts(): Promise<ReadonlyMap<string, string>> {
    this.forget();
    return new Map([...(await this.all()).values()].map(({ name, output }) => [name, output]));
  }

  /** Name of the business that answers on a number; empty for nobody's. @throws AppError PEER_UNREACHABLE */
  async businessOf(phoneNumberId: string): Promise<string> {
    await this.all();
    return this.businesses.get(phoneNumberId) ?? this.businesses.get('') ?? '';
  }

  /** Whether a model is one that answers for the agent's own: behind another name than either, a proxy may have its own. */
  isStandIn(agent: IndexedAgent, model: string): boolean {
    return model !== agent.model && [...this.agents.values()].some((other) => other.model === model);
  }

  /** Somebody said that it is wrong. */
  forget(): void {
    this.freshUntil = -Infinity;
  }

  private async look(): Promise<void> {
    try {
      const { agents, businesses } = await this.client.list();
      this.agents = new Map(
        agents.map(({ name, definitionHash, model, output }) => [name, { name, definitionHash, model, output }]),
      );
      this.businesses = new Map(businesses.map(({ phoneNumberId, name }) => [phoneNumberId, name]));
      this.freshUntil = performance.now() + this.config.AGENTS_REFRESH_MS;
    } catch (error) {
      // Asking costs nothing and no attempt of a phase
      if (this.agents.size === 0) throw new AppError('PEER_UNREACHABLE', { cause: toAppError(error) });
      this.freshUntil = performance.now() + Math.min(this.config.AGENTS_REFRESH_MS, 2_000);
    } finally {
      this.looking = undefined;
    }
  }
}
