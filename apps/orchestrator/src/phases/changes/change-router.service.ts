import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Run } from '#libs/contracts';
import { AppError, toAppError } from '#libs/errors';
import { waitingOf } from '../../builds/build-revisions.js';
import { type BuildRow, type ChangePolicy, isOpen, type PhaseState } from '../../builds/build-row.js';
import { Budgets } from '../budgets/budgets.service.js';
import { asData } from '../rendering/as-data.js';
import { PhaseAgentsClient } from '../running/phase-agents.client.js';
import { changeSchema } from '../running/output-schemas.js';
import { readOutput } from '../running/read-output.js';
import { RunEar } from '../running/run-ear.js';
import { changeText } from './change-text.js';
import { type ReadChange, readChange } from './change-rules.js';

/** As much of a phase as a change depends on. */
export interface RoutablePhase {
  name: string;
  agent: string;
  dependsOn: readonly string[];
  state: PhaseState;
}

export interface ChangeWish {
  build: BuildRow;
  text: string;
  /** ISO 639-1. */
  language: string;
  /** Of the newest revision, in the order of the workflow. */
  phases: readonly RoutablePhase[];
  /** Of the turn that says it. */
  traceparent?: string;
}

export interface RoutedChange {
  policy: ChangePolicy;
  /** Phases that there are; none means that the whole build begins again. */
  targets: string[];
  /** One line for the person, in their language. */
  summary: string;
  /** By the refiner it is thanks, a question or an opinion, which the summary answers; policy and targets go by the words alone. */
  isNoWish?: true;
}

const REFINER = 'refiner';
const TIMEOUT_MS = 15_000;
/** Whose phase comes first where nobody else's is touched. */
const MAKERS = ['frontend', 'designer', 'content', 'backend'];

/** Finds out what a wish means for a build: which phases it touches, and whether it waits, comes in at once, or replaces. */
@Injectable()
export class ChangeRouter {
  private readonly logger = new Logger(ChangeRouter.name);

  constructor(
    @Inject(PhaseAgentsClient) private readonly client: Pick<PhaseAgentsClient, 'run'>,
    @Inject(Budgets) private readonly budgets: Pick<Budgets, 'reserve' | 'settle'>,
  ) {}

  /** Never fails for want of a model: then the words alone decide. */
  async route(wish: ChangeWish, signal: AbortSignal = new AbortController().signal): Promise<RoutedChange> {
    const read = readChange(wish.text);
    const asked = read.isEvident ? undefined : await this.ask(wish, signal);
    const policy = policyFor(wish, asked?.policy ?? read.policy);
    const named = asked?.isNoWish ? undefined : asked?.targets;
    const targets = policy === 'replace' ? [] : (named ?? targetsOf(wish, read));
    return {
      policy,
      targets: withMakers(wish, targets),
      ...(asked?.isNoWish && { isNoWish: true }),
      summary: asked && (asked.isNoWish || asked.policy === policy) ? asked.summary : changeText(policy, wish.language),
    };
  }

  /** Undefined when the refiner does not help. */
  private async ask(wish: ChangeWish, signal: AbortSignal): Promise<RoutedChange | undefined> {
    const { build } = wish;
    const run = toRun(wish);
    const spender = { run: run.runId, build: build.id, person: build.contactId, tenant: build.phoneNumberId };
    const ear = new RunEar(REFINER);
    const beganAt = performance.now();
    try {
      const { tokens, costMicros, toolCalls } = await this.budgets.reserve(spender);
      run.build!.budget = { tokens: `${tokens}`, costMicros: `${costMicros}`, toolCalls };
      try {
        await this.client.run(run, ear, signal, () => undefined);
      } finally {
        const wallMs = performance.now() - beganAt;
        const { usage, progress } = ear;
        await this.budgets.settle(spender, { ...usage, tokens: progress.tokens, wallMs });
      }
      return readAnswer(ear, wish);
    } catch (error) {
      const { reason } = toAppError(error);
      this.logger.warn({ message: 'a change is routed by its words: the refiner did not help', reason });
      return undefined;
    }
  }
}

/** @throws AppError MODEL_INVALID_OUTPUT */
function readAnswer({ result }: RunEar, { phases }: ChangeWish): RoutedChange {
  const { policy, targets, summary } = changeSchema.parse(readOutput(result?.outputJson ?? '', 'change'));
  const line = summary.replace(/\s+/g, ' ').slice(0, 200);
  if (targets.length === 0 && policy !== 'replace' && line) return { policy, targets, summary: line, isNoWish: true };
  const known = [...new Set(targets)].filter((target) => phases.some(({ name }) => name === target));
  if (known.length === 0 && policy !== 'replace')
    throw new AppError('MODEL_INVALID_OUTPUT', { message: 'no phase of the build is named' });
  return { policy, targets: known, summary: line };
}

/** What publishes is not interrupted; after the end of a build nothing runs that could be waited for. */
function policyFor({ build, phases }: ChangeWish, policy: ChangePolicy): ChangePolicy {
  if (!isOpen(build.state)) return policy === 'wait' ? 'merge' : policy;
  const isPublishing = phases.some(({ agent, state }) => agent === 'devops' && state === 'running');
  return isPublishing && policy === 'merge' ? 'wait' : policy;
}

function targetsOf({ phases }: ChangeWish, { agents }: ReadChange): string[] {
  const wanted = agents.flatMap((agent) => firstOf(phases, agent));
  if (wanted.length > 0) return wanted;
  const maker = MAKERS.flatMap((agent) => firstOf(phases, agent))[0];
  return maker === undefined ? [] : [maker];
}

/** The others of an agent only repair what the first has made. */
function firstOf(phases: readonly RoutablePhase[], agent: string): string[] {
  const first = phases.find((phase) => phase.agent === agent);
  return first ? [first.name] : [];
}

/** Whoever builds upon what changes starts from their own files as well: what nobody asked to change stays as it is. */
function withMakers({ phases }: ChangeWish, targets: readonly string[]): string[] {
  const touched = new Set(targets);
  for (let size = 0; size < touched.size;) {
    size = touched.size;
    for (const { name, dependsOn } of phases) if (dependsOn.some((one) => touched.has(one))) touched.add(name);
  }
  const makers = MAKERS.flatMap((agent) => firstOf(phases, agent)).filter((name) => touched.has(name));
  return [...new Set([...targets, ...makers])];
}

function toRun({ build, text, language, phases, traceparent = '' }: ChangeWish): Run {
  const listed = phases.map(({ name, agent, state }) => `${name} (${agent}, ${state})`).join('\n');
  const waiting = waitingOf(build.changes)
    .map((change) => `- ${change.text}`)
    .join('\n');
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return Run.create({
    runId: `change-${build.id}-${build.revision}-${digest}.1`,
    agent: REFINER,
    task: [
      'Decide what this wish means for the build.',
      `Build: ${asData('request', build.request, 4_000)} State: ${build.state}`,
      `Phases:\n${asData('phases', listed, 6_000)}`,
      ...(waiting ? [`Changes that wait already:\n${asData('waiting', waiting, 4_000)}`] : []),
      `Wish:\n${asData('change', text, 4_000)}`,
    ].join('\n\n'),
    language,
    timeoutMs: TIMEOUT_MS,
    traceparent,
    contactHash: createHash('sha256').update(build.contactId).digest('hex').slice(0, 32),
    context: {
      phoneNumberId: build.phoneNumberId,
      contactId: build.contactId,
      conversationId: build.conversationId,
      turnId: `${build.id}-${digest}`,
      contactName: '',
    },
    build: { buildId: build.id, revision: build.revision, phase: '', files: [], writes: [], slug: '', messages: [] },
  });
}
