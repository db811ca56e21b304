import { ConfigError } from '#libs/config';
import type { AgentCatalogue } from './agent-catalogue.js';

interface Known {
  isForBuilds?: boolean;
  isImpersonal?: boolean;
}

/**
 * @throws ConfigError with every agent and every name that no tool has, that only agents of builds may have, or that is not
 * for an agent whose answers are shared
 */
export function checkTools(catalogue: AgentCatalogue, known: ReadonlyMap<string, Known>): void {
  const problems = [...catalogue.values()].flatMap(({ name, tools, output, cacheable, grants }) => [
    ...(cacheable && grants ? [`${name}.agent.md: cacheable: not with tools of MCP servers`] : []),
    ...tools.flatMap((tool) => {
      const found = known.get(tool);
      if (!found) return [`${name}.agent.md: tools: nobody has a tool ${tool}`];
      if (found.isForBuilds && !output) return [`${name}.agent.md: tools: ${tool} is for agents with an output`];
      if (cacheable && !found.isImpersonal)
        return [`${name}.agent.md: cacheable: not with ${tool}, which does not give everybody the same`];
      return [];
    }),
  ]);
  if (problems.length > 0) throw new ConfigError(`Bad agents:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
}
