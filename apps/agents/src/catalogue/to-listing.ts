import { createHash } from 'node:crypto';
import { Agent, ListAgentsResponse, type NumberAgents, type NumberBusiness } from '#libs/contracts';
import type { ModelAlias, ModelTool } from '#libs/llm';
import type { AgentCatalogue, AgentDefinition } from './agent-catalogue.js';
import { definitionHash } from './definition-hash.js';

/** What a listing says that no agent's file does. */
export interface ListingFacts {
  /** The model behind an alias. */
  modelOf: (alias: ModelAlias) => string;
  /** What the model is told of an agent's tools. */
  toolsOf: (agent: string) => readonly ModelTool[];
  numbers?: NumberAgents[];
  businesses?: NumberBusiness[];
}

/** The agents as the other services see them. Equal agents make an equal version, in every process. */
export function toListing(catalogue: AgentCatalogue, facts: ListingFacts): ListAgentsResponse {
  const { numbers = [], businesses = [] } = facts;
  const agents = [...catalogue.values()]
    .map((agent) => toAgent(agent, facts))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const listing = ListAgentsResponse.create({ agents, numbers, businesses });
  const catalogueVersion = createHash('sha256').update(ListAgentsResponse.encode(listing).finish()).digest('hex');
  return { ...listing, catalogueVersion };
}

function toAgent(agent: AgentDefinition, { modelOf, toolsOf }: ListingFacts): Agent {
  const { name, description, model, use_when, not_when, examples, lane, read_only, output } = agent;
  return Agent.create({
    name,
    description,
    modelAlias: model,
    useWhen: use_when,
    notWhen: not_when,
    examples: Object.entries(examples).flatMap(([language, texts]) => texts.map((text) => ({ language, text }))),
    lane,
    readOnly: read_only,
    definitionHash: definitionHash(agent, toolsOf(name)),
    model: modelOf(model),
    output,
  });
}
