import { ConfigError } from '#libs/config';
import type { AgentCatalogue } from './agent-catalogue.js';

/** @throws ConfigError with every agent and every name that no tool has, or that only agents of builds may have */
export function checkTools(catalogue: AgentCatalogue, known: ReadonlyMap<string, { isForBuilds?: boolean }>): void {
  const problems = [...catalogue.values()].flatMap(({ name, tools, output }) =>
    tools.flatMap((tool) => {
      const found = known.get(tool);
      if (!found) return [`${name}.agent.md: tools: nobody has a tool ${tool}`];
      if (found.isForBuilds && !output) return [`${name}.agent.md: tools: ${tool} is for agents with an output`];
      return [];
    }),
  );
  if (problems.length > 0) throw new ConfigError(`Bad agents:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
}
