import { ConfigError } from '#libs/config';
import type { AgentCatalogue } from './agent-catalogue.js';

/** @throws ConfigError with every agent and every name that no tool has */
export function checkTools(catalogue: AgentCatalogue, names: Iterable<string>): void {
  const known = new Set(names);
  const problems = [...catalogue.values()].flatMap(({ name, tools }) =>
    tools.filter((tool) => !known.has(tool)).map((tool) => `${name}.agent.md: tools: nobody has a tool ${tool}`),
  );
  if (problems.length > 0) throw new ConfigError(`Bad agents:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
}
