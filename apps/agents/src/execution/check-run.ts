import type { Run } from '#libs/contracts';
import { AppError } from '#libs/errors';
import type { AgentCatalogue, AgentDefinition } from '../catalogue/agent-catalogue.js';
import { agentNamePattern } from '../catalogue/agent.schema.js';

export const longestTask = 100_000;

/**
 * The agent that shall run.
 * @throws AppError INVALID_MESSAGE with the field, UNKNOWN_AGENT
 */
export function checkRun({ runId, agent, task }: Run, catalogue: AgentCatalogue): AgentDefinition {
  if (!runId) throw invalid('run_id', 'a run without an id');
  if (!agentNamePattern.test(agent)) throw invalid('agent', `expected a name like ${agentNamePattern.source}`);
  if (!task.trim()) throw invalid('task', 'an empty task');
  if (task.length > longestTask) throw invalid('task', `a task of more than ${longestTask} characters`);
  const definition = catalogue.get(agent);
  if (!definition) throw new AppError('UNKNOWN_AGENT', { metadata: { agent: agent.slice(0, 64) } });
  return definition;
}

const invalid = (field: string, message: string): AppError =>
  new AppError('INVALID_MESSAGE', { message, metadata: { field } });
