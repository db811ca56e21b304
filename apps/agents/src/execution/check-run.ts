import type { Run } from '#libs/contracts';
import { AppError } from '#libs/errors';
import type { AgentCatalogue, AgentDefinition } from '../catalogue/agent-catalogue.js';
import { agentNamePattern } from '../catalogue/agent.schema.js';

/** Takes what nobody else does, where a number has it. */
const GENERALIST = 'concierge';

export const longestTask = 100_000;

/**
 * The agent that shall run.
 * @param serving names of those that serve the run's number; none: all do
 * @throws AppError INVALID_MESSAGE with the field, UNKNOWN_AGENT
 */
export function checkRun(
  { runId, agent, task }: Run,
  catalogue: AgentCatalogue,
  serving: readonly string[] = [],
): AgentDefinition {
  if (!runId) throw invalid('run_id', 'a run without an id');
  if (!agentNamePattern.test(agent)) throw invalid('agent', `expected a name like ${agentNamePattern.source}`);
  if (!task.trim()) throw invalid('task', 'an empty task');
  if (task.length > longestTask) throw invalid('task', `a task of more than ${longestTask} characters`);
  const definition = catalogue.get(agent);
  const isServing = serving.length === 0 || serving.includes(agent) || (definition && !talksToPeople(definition));
  const runs = isServing ? definition : generalistOf(serving, catalogue);
  if (!runs) throw new AppError('UNKNOWN_AGENT', { metadata: { agent: agent.slice(0, 64) } });
  return runs;
}

/** One that says nothing about when it is wanted works for other agents only, on every number. */
const talksToPeople = ({ lane, use_when, examples }: AgentDefinition): boolean =>
  Boolean(lane || use_when || Object.values(examples).some((texts) => texts.length > 0));

/** Who takes what was meant for an agent that a number does not have, or has no longer: the choice that the classifier makes too. */
function generalistOf(serving: readonly string[], catalogue: AgentCatalogue): AgentDefinition | undefined {
  const agents = serving.flatMap((name) => catalogue.get(name) ?? []);
  return agents.find(({ name }) => name === GENERALIST) ?? agents.find(({ lane }) => !lane) ?? agents[0];
}

const invalid = (field: string, message: string): AppError =>
  new AppError('INVALID_MESSAGE', { message, metadata: { field } });
