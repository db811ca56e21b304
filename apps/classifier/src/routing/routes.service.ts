import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { setTimeout as wait } from 'node:timers/promises';
import type { ListAgentsResponse } from '#libs/contracts';
import { CLASSIFIER_CONFIG, type ClassifierConfig } from '../classifier.config.js';
import { AGENTS_KNOWN } from '../classifier.metrics.js';
import { AgentsClient } from './agents.client.js';
import { Routes } from './routes.js';
import { isHeldOut, readUtterances, type Utterance } from './utterances.js';

const firstLookMs = 5_000;
const pauseMs = 250;
/** While there is no list at all. */
const impatientMs = 2_000;

/**
 * The routes of each number, from the agents that there are. The last good list stays in force while the agents service
 * is away; before there is one, the generalist has every route.
 */
@Injectable()
export class RoutesService implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(RoutesService.name);
  private readonly utterances: Utterance[];
  /** For numbers that nobody named. */
  private everybody!: Routes;
  private byNumber = new Map<string, Routes>();
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;

  /** @throws ConfigError when the utterances cannot be read */
  constructor(
    @Inject(CLASSIFIER_CONFIG) private readonly config: ClassifierConfig,
    @Inject(AgentsClient) private readonly agents: AgentsClient,
    @InjectMetric(AGENTS_KNOWN) private readonly known: Gauge,
  ) {
    this.utterances = readUtterances(config.UTTERANCES_DIR).filter((utterance) => !isHeldOut(utterance));
  }

  /** Waits for the agents, but not for long: a classifier without them still knows its rules. */
  async onModuleInit(): Promise<void> {
    this.everybody = await Routes.learn([], this.utterances, '');
    const deadline = Date.now() + firstLookMs;
    while (!(await this.refresh()) && Date.now() < deadline) await wait(pauseMs);
    if (!this.isLoaded) this.logger.warn({ message: 'no agents are known yet: the generalist takes every turn' });
    this.lookAgain();
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.isOver = true;
    await this.agents.close();
  }

  /** Version of the agents; empty before they are known. */
  get version(): string {
    return this.everybody.version;
  }

  of(phoneNumberId: string): Routes {
    return this.byNumber.get(phoneNumberId) ?? this.byNumber.get('') ?? this.everybody;
  }

  /** Whether the agents service has answered. What it answered before stays in force when it does not. */
  async refresh(): Promise<boolean> {
    try {
      const listing = await this.agents.list();
      if (listing.catalogueVersion !== this.version) await this.adopt(listing);
      return true;
    } catch (error) {
      if (this.isLoaded) this.logger.warn({ message: 'the agents cannot be listed: the last list stays', err: error });
      return false;
    }
  }

  private lookAgain(): void {
    if (this.isOver) return;
    const { AGENTS_REFRESH_MS: periodMs } = this.config;
    const delayMs = this.isLoaded ? periodMs : Math.min(periodMs, impatientMs);
    this.timer = setTimeout(() => void this.refresh().then(() => this.lookAgain()), delayMs).unref();
  }

  private get isLoaded(): boolean {
    return this.version !== '';
  }

  /** Learns everything before any of it is used: numbers with the same agents share what was learnt. */
  private async adopt({ agents, numbers, catalogueVersion: version }: ListAgentsResponse): Promise<void> {
    const everybody = await Routes.learn(agents, this.utterances, version);
    const bySelection = new Map<string, Routes>();
    const byNumber = new Map<string, Routes>();
    for (const { phoneNumberId, agents: names } of numbers) {
      const allowed = names.length === 0 ? agents : agents.filter(({ name }) => names.includes(name));
      const selection = allowed.map(({ name }) => name).join(',');
      const routes = bySelection.get(selection) ?? (await Routes.learn(allowed, this.utterances, version));
      bySelection.set(selection, routes);
      byNumber.set(phoneNumberId, routes);
    }
    [this.everybody, this.byNumber] = [everybody, byNumber];
    this.known.set(agents.length);
    this.logger.log({ message: 'agents listed', agents: agents.length, version: version.slice(0, 12) });
  }
}
