import { createHash } from 'node:crypto';
import { Agent, ListAgentsResponse, type NumberAgents } from '#libs/contracts';
import type { AgentCatalogue, AgentDefinition } from './agent-catalogue.js';

/** The agents as the other services see them. Equal agents make an equal version, in every process. */
export function toListing(catalogue: AgentCatalogue, numbers: NumberAgents[] = []): ListAgentsResponse {
  const agents = [...catalogue.values()].map(toAgent).sort((a, b) => (a.name < b.name ? -1 : 1));
  const listing = ListAgentsResponse.create({ agents, numbers });
  const catalogueVersion = createHash('sha256').update(ListAgentsResponse.encode(listing).finish()).digest('hex');
  return { ...listing, catalogueVersion };
}

const toAgent = ({ name, description, model, use_when, not_when, examples, lane, read_only }: AgentDefinition): Agent =>
  Agent.create({
    name,
    description,
    modelAlias: model,
    useWhen: use_when,
    notWhen: not_when,
    examples: Object.entries(examples).flatMap(([language, texts]) => texts.map((text) => ({ language, text }))),
    lane,
    readOnly: read_only,
  });
