import { type Agent, Intent } from '#libs/contracts';
import { LinearIndex } from '../retrieval/linear-index.js';
import { foldText } from '../retrieval/features.js';
import { intentNames, isIntentName } from './own-intents.js';
import type { Target } from './target.js';
import { BUILDER, generalistOf, isRoutable, toTargets } from './to-targets.js';
import type { Utterance } from './utterances.js';

export interface ScoredTarget {
  target: Target;
  score: number;
}

/** Where the turns of a number can go: never to an agent that does not serve it. */
export class Routes {
  readonly generalist: string;
  /** Names the agents, for keys of caches. */
  readonly id: string;
  private readonly targets: ReadonlyMap<string, Target>;
  private readonly agents: ReadonlyMap<string, Agent>;
  /** Texts that stand among the examples of exactly one target. */
  private readonly known = new Map<string, Target | undefined>();

  private constructor(
    agents: readonly Agent[],
    targets: readonly Target[],
    private readonly index: LinearIndex,
    readonly version: string,
  ) {
    this.generalist = generalistOf(agents);
    this.id = agents.map(({ name }) => name).join(',');
    this.agents = new Map(agents.map((agent) => [agent.name, agent]));
    this.targets = new Map(targets.map((target) => [target.key, target]));
    for (const target of targets) {
      for (const text of target.examples.map(foldText)) {
        const other = this.known.get(text);
        this.known.set(text, !this.known.has(text) || other === target ? target : undefined);
      }
    }
  }

  /** Learns what people say to each agent, without keeping other work waiting. */
  static async learn(all: readonly Agent[], utterances: readonly Utterance[], version: string): Promise<Routes> {
    const agents = all.filter(isRoutable);
    const targets = toTargets(agents, utterances);
    const examples = targets.flatMap(({ key, examples: texts }) => texts.map((text) => ({ label: key, text })));
    return new Routes(agents, targets, await LinearIndex.learn(examples), version);
  }

  /** Nothing but the generalist is allowed before the agents are known. */
  isAllowed(agent: string): boolean {
    return agent === this.generalist || this.agents.has(agent);
  }

  /** What is wanted of an agent, as far as its lane says. */
  intentOf(agent: string): Intent {
    if (agent === BUILDER) return Intent.INTENT_BUILD_REFINEMENT; // what is open with it is a build
    const lane = this.agents.get(agent)?.lane ?? '';
    return isIntentName(lane) ? intentNames[lane] : Intent.INTENT_UNCLEAR;
  }

  /** The agent of a lane, if the number has one. */
  agentOfLane(lane: string): string | undefined {
    return [...this.agents.values()].find((agent) => agent.lane === lane)?.name;
  }

  /** The target that has this very text among its examples, if it is the only one. */
  targetOfExample(text: string): Target | undefined {
    return this.known.get(foldText(text));
  }

  /** All targets, the likeliest first. */
  rank(text: string): ScoredTarget[] {
    return this.index.rank(text).map(({ label, score }) => ({ target: this.targets.get(label)!, score }));
  }
}
