import { createHash } from 'node:crypto';
import type { ModelTool } from '#libs/llm';
import { canonicalJson } from '#libs/signing';
import type { AgentDefinition } from './agent-catalogue.js';

/** SHA-256 of all that decides how an agent answers: its prompt, its settings, and its tools as the model is told of them. */
export function definitionHash(agent: AgentDefinition, tools: readonly ModelTool[]): string {
  const { name, system, model, effort, limits, output = '', grants, cacheable } = agent;
  const definition = {
    name,
    system,
    model,
    effort,
    limits,
    output,
    tools,
    ...(grants && { grants }),
    ...(cacheable && { cacheable }),
  };
  return createHash('sha256').update(canonicalJson(definition)).digest('hex');
}
