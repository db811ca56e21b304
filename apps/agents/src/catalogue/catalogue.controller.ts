import { Controller, Inject } from '@nestjs/common';
import { AgentService, type ListAgentsRequest, type ListAgentsResponse } from '#libs/contracts';
import { type GrpcHandlers, Serves } from '#libs/grpc';
import { ModelService } from '#libs/llm';
import { BuildToolboxes } from '../building/build-toolboxes.js';
import { AGENT_CATALOGUE, type AgentCatalogue } from './agent-catalogue.js';
import { NUMBER_AGENTS, type NumberAgentsSource } from './number-agents.js';
import { toListing } from './to-listing.js';

/** Tells the classifier who there is. */
@Controller()
@Serves(AgentService, 'listAgents')
export class CatalogueController implements Pick<GrpcHandlers<typeof AgentService>, 'listAgents'> {
  constructor(
    @Inject(AGENT_CATALOGUE) private readonly catalogue: AgentCatalogue,
    @Inject(NUMBER_AGENTS) private readonly numbers: NumberAgentsSource,
    @Inject(ModelService) private readonly model: ModelService,
    @Inject(BuildToolboxes) private readonly toolboxes: BuildToolboxes,
  ) {}

  async listAgents(_: ListAgentsRequest): Promise<ListAgentsResponse> {
    return toListing(this.catalogue, {
      modelOf: (alias) => this.model.idOf(alias),
      toolsOf: (agent) => this.toolboxes.of(agent).specs,
      ...this.numbers(),
    });
  }
}
