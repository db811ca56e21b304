import { Controller, Inject } from '@nestjs/common';
import { AgentService, type ListAgentsRequest, type ListAgentsResponse } from '#libs/contracts';
import { type GrpcHandlers, Serves } from '#libs/grpc';
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
  ) {}

  async listAgents(_: ListAgentsRequest): Promise<ListAgentsResponse> {
    return toListing(this.catalogue, this.numbers());
  }
}
