import type Anthropic from '@anthropic-ai/sdk';
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { ConfigError } from '#libs/config';
import { MODEL_CONFIG, type ModelConfig } from './model-variables.js';
import { ModelService } from './model.service.js';
import { toModelError } from './to-model-error.js';
import { toModelIds } from './to-model-ids.js';

type ModelInfo = Pick<Anthropic.ModelInfo, 'id' | 'lifecycle' | 'retires_at'>;

const timeoutMs = 3_000;
const retryMs = 30_000;
const retirementNoticeMs = 60 * 24 * 60 * 60_000;

/** Looks at start whether the API has every model that is configured. An API that cannot be reached delays nothing. */
@Injectable()
export class ModelCheckService implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(ModelCheckService.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(MODEL_CONFIG) private readonly config: ModelConfig,
    @Inject(ModelService) private readonly models: ModelService,
  ) {}

  /** @throws ConfigError naming every problem, when the API has answered */
  async onModuleInit(): Promise<void> {
    const problems = await this.findProblems();
    if (problems.length > 0)
      throw new ConfigError(`Bad configuration:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
  }

  /** Empty when all is well, and when it cannot be known yet: then it is looked at again later. */
  private async findProblems(): Promise<string[]> {
    try {
      const listed = new Map<string, ModelInfo>();
      const page = this.models.client.models.list(
        { limit: 100 },
        { timeout: timeoutMs, signal: AbortSignal.timeout(timeoutMs) },
      );
      for await (const model of page) listed.set(model.id, model);
      if (listed.size > 0) return this.compare(listed);
      this.logger.warn({ message: 'the model API lists no models: the configured ids are not checked' });
    } catch (thrown) {
      const error = toModelError(thrown);
      const status = error.metadata['status'];
      if (status === '401' || status === '403')
        return [`ANTHROPIC_API_KEY: the model API refuses every key (${status})`];
      this.logger.warn({ message: 'the model API cannot be asked for its models yet', reason: error.reason, status });
      this.lookAgain();
    }
    return [];
  }

  private compare(listed: Map<string, ModelInfo>): string[] {
    const problems: string[] = [];
    for (const [alias, id] of Object.entries(toModelIds(this.config))) {
      const found = listed.get(id);
      if (!found || found.lifecycle === 'retired') {
        problems.push(`MODEL_${alias.toUpperCase()}: the model API has no model ${id}`);
      } else if (found.retires_at && Date.parse(found.retires_at) - Date.now() < retirementNoticeMs) {
        this.logger.warn({ message: 'a configured model retires soon', alias, model: id, retiresAt: found.retires_at });
      }
    }
    return problems;
  }

  private lookAgain(): void {
    this.timer = setTimeout(() => void this.report(), retryMs).unref();
  }

  /** Too late to refuse the start: calls of a missing model fail, and this line says why. */
  private async report(): Promise<void> {
    for (const problem of await this.findProblems())
      this.logger.error({ message: 'a model is misconfigured', problem });
  }
}
