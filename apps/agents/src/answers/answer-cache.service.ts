import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Run } from '#libs/contracts';
import { type ModelAlias, modelAliases, ModelService, type ModelTool } from '#libs/llm';
import { normaliseText } from '#libs/texts';
import { AGENTS_CONFIG, type AgentsConfig } from '../agents.config.js';
import { BusinessDirectory } from '../business/business-directory.js';
import { AGENT_CATALOGUE, type AgentCatalogue, type AgentDefinition } from '../catalogue/agent-catalogue.js';
import { definitionHash } from '../catalogue/definition-hash.js';
import { PROMPT_FACTS, type PromptFacts } from '../prompting/prompt-facts.js';
import { toPrompt } from '../prompting/to-prompt.js';
import type { ToolResult } from '../tools/tool.js';
import { answerKey } from './answer-key.js';
import { AnswerStore } from './answer-store.js';
import { isImpersonal, withoutPerson } from './is-impersonal.js';
import { AnswerCollector, replay } from './kept-answer.js';
import { type Hear, SharedRun } from './shared-run.js';

/** A question that anybody may ask, and under what its answer is kept. */
export interface SharedQuestion {
  key: string;
  /** The run that answers it: of nobody. */
  run: Run;
  agent: AgentDefinition;
}

/** Makes an answer; `note` is told what each tool gave. */
export type MakeAnswer = (
  run: Run,
  signal: AbortSignal,
  emit: Hear,
  note: (result: ToolResult) => void,
) => Promise<void>;

/** Answers equal questions once. Only agents that declare themselves cacheable ask it; the others pay nothing. */
@Injectable()
export class AnswerCache implements OnApplicationBootstrap {
  private readonly logger = new Logger(AnswerCache.name);
  private readonly underWay = new Map<string, SharedRun>();
  private readonly hashes = new Map<AgentDefinition, string>();

  constructor(
    @Inject(AGENTS_CONFIG) private readonly config: Pick<AgentsConfig, 'ANSWER_CACHE_SECRET' | 'ANSWER_CACHE_TTL_S'>,
    @Inject(AGENT_CATALOGUE) private readonly agents: AgentCatalogue,
    @Inject(AnswerStore) private readonly store: AnswerStore,
    @Inject(BusinessDirectory) private readonly businesses: BusinessDirectory,
    @Inject(PROMPT_FACTS) private readonly facts: PromptFacts,
    @Inject(ModelService) private readonly model: ModelService,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.ANSWER_CACHE_SECRET && [...this.agents.values()].some(({ cacheable }) => cacheable))
      this.logger.warn({ message: 'the cache of answers is off: ANSWER_CACHE_SECRET is not set' });
  }

  /** Undefined where the run has to be made for its person alone. */
  questionOf(run: Run, agent: AgentDefinition, tools: readonly ModelTool[]): SharedQuestion | undefined {
    if (!agent.cacheable || !this.config.ANSWER_CACHE_SECRET || !isImpersonal(run)) return undefined;
    const phoneNumberId = run.context?.phoneNumberId;
    const business = phoneNumberId ? this.businesses.find(phoneNumberId) : undefined;
    if (!phoneNumberId || !business) return undefined;
    const facts = this.facts.of(phoneNumberId) ?? '';
    const asked = withoutPerson(run);
    const { turns } = toPrompt(agent, { ...asked, task: normaliseText(run.task) }, { now: new Date(), facts });
    const key = answerKey({
      phoneNumberId,
      businessId: business.id,
      dataVersion: business.dataVersion,
      definitionHash: this.hashOf(agent, tools),
      model: this.model.idOf(agent.model),
      language: run.language,
      facts,
      turns,
    });
    return { key, run: asked, agent };
  }

  /** @throws what making the answer failed with, or the reason of the signal */
  async answer(question: SharedQuestion, signal: AbortSignal, emit: Hear, make: MakeAnswer): Promise<void> {
    const { key } = question;
    const kept = this.store.get(key);
    if (kept) return void [...replay(kept)].forEach(emit);
    const known = this.underWay.get(key);
    if (known) {
      this.store.noteShared();
      return known.join(signal, emit);
    }
    const shared = new SharedRun(
      (ending, tell) => this.find(question, ending, tell, make),
      () => {
        if (this.underWay.get(key) === shared) this.underWay.delete(key);
      },
    );
    this.underWay.set(key, shared);
    return shared.join(signal, emit);
  }

  private async find({ key, run, agent }: SharedQuestion, signal: AbortSignal, tell: Hear, make: MakeAnswer) {
    const kept = await this.store.load(key);
    if (kept) return [...replay(kept)].forEach(tell);
    const collector = new AnswerCollector((model) => this.isStandIn(agent.model, model));
    const emit: Hear = (event) => {
      collector.add(event);
      tell(event);
    };
    await make(run, signal, emit, (result) => collector.note(result));
    const entry = collector.entry(this.config.ANSWER_CACHE_TTL_S * 1_000);
    if (entry) void this.store.keep(key, entry);
  }

  private hashOf(agent: AgentDefinition, tools: readonly ModelTool[]): string {
    const known = this.hashes.get(agent);
    if (known) return known;
    const hash = definitionHash(agent, tools);
    this.hashes.set(agent, hash);
    return hash;
  }

  private isStandIn(alias: ModelAlias, model: string): boolean {
    const own = this.model.idOf(alias);
    return model !== own && modelAliases.some((other) => this.model.idOf(other) === model);
  }
}
