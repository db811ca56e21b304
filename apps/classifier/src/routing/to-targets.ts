import { type Agent, Intent } from '#libs/contracts';
import { type IntentName, intentNames, isIntentName, laneNames, ownHints } from './own-intents.js';
import type { Target } from './target.js';
import type { Utterance } from './utterances.js';

/** The agent that takes what nobody else does. */
export const GENERALIST = 'concierge';

/** The agent that begins builds: numbers that have it are offered them, and it is asked for by what people want of a build. */
export const BUILDER = 'planner';

/** Whether an agent wants to be chosen for a turn: one that says nothing about when works for other agents only. */
export const isRoutable = ({ name, lane, useWhen, examples }: Agent): boolean =>
  name === GENERALIST || name === BUILDER || Boolean(lane || useWhen || examples.length > 0);

/** The generalist of these agents: the one of that name, else the first without a lane, else the first. */
export const generalistOf = (agents: readonly Agent[]): string =>
  (
    agents.find(({ name }) => name === GENERALIST) ??
    agents.find(({ name, lane }) => !lane && name !== BUILDER) ??
    agents[0]
  )?.name ?? GENERALIST;

/** Everything that turns of a number can want: its agents, and the intents for which it has none. */
export function toTargets(agents: readonly Agent[], utterances: readonly Utterance[]): Target[] {
  const generalist = generalistOf(agents);
  const textsOf = (intent: IntentName) => utterances.filter((item) => item.intent === intent).map(({ text }) => text);
  const served = new Set<string>(agents.map(({ lane }) => lane));
  const specialists = agents
    .filter(({ name }) => name !== generalist && name !== BUILDER)
    .map((agent) => toTarget(agent, textsOf));
  const examplesOf = (agent: string) =>
    agents.find(({ name }) => name === agent)?.examples.map(({ text }) => text) ?? [];
  const builder = agents.some(({ name }) => name === BUILDER) ? BUILDER : generalist;
  const own = (Object.keys(intentNames) as IntentName[])
    .filter((name) => !(laneNames as readonly string[]).includes(name) || !served.has(name))
    .map((name): Target => ({
      key: name,
      intent: intentNames[name],
      agent: isBuild(name) ? builder : generalist,
      ...ownHints[name],
      isReadOnly: builder !== BUILDER || !isBuild(name) || name === 'build_status',
      examples: [
        ...textsOf(name),
        ...(name === 'smalltalk' ? examplesOf(generalist) : []),
        ...(name === 'build_request' && builder === BUILDER ? examplesOf(BUILDER) : []),
      ],
    }));
  return [...specialists, ...own];
}

const isBuild = (name: IntentName): boolean => name.startsWith('build_');

function toTarget(agent: Agent, textsOf: (intent: IntentName) => string[]): Target {
  const lane = isIntentName(agent.lane) ? agent.lane : undefined;
  const hint = lane ? ownHints[lane] : { useWhen: agent.description, notWhen: '' };
  return {
    key: `agent:${agent.name}`,
    intent: lane ? intentNames[lane] : Intent.INTENT_UNCLEAR,
    agent: agent.name,
    useWhen: agent.useWhen || hint.useWhen,
    notWhen: agent.notWhen || hint.notWhen,
    isReadOnly: agent.readOnly,
    examples: [...agent.examples.map(({ text }) => text), ...(lane ? textsOf(lane) : [])],
  };
}
