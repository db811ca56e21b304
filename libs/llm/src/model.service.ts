import type Anthropic from '@anthropic-ai/sdk';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { startCall } from '#libs/observability';
import { BlockCollector } from './answer-blocks.js';
import { createClient } from './create-client.js';
import { modelTokens, showCalls } from './llm.metrics.js';
import { type ModelAlias, toModelIds } from './model-aliases.js';
import { ModelPause } from './model-pause.js';
import type { ModelCall } from './model-call.js';
import { MODEL_CONFIG, type ModelConfig } from './model-variables.js';
import { createPooledFetch, type PooledFetch } from './pooled-fetch.js';
import { type ModelAnswer, readAnswer } from './read-answer.js';
import { Slots } from './slots.js';
import { toModelError } from './to-model-error.js';
import { toParams } from './to-params.js';

/** Asks the model: streamed, within a bounded number of calls, failing only with our reasons. */
@Injectable()
export class ModelService implements OnApplicationShutdown {
  readonly client: Anthropic;
  private readonly pool: PooledFetch;
  private readonly ids: Record<ModelAlias, string>;
  private readonly slots: Slots;
  private readonly pauses = new Map<string, ModelPause>();
  private readonly hideCalls: () => void;

  constructor(@Inject(MODEL_CONFIG) config: ModelConfig) {
    const { MODEL_CONCURRENCY: connections, MODEL_IDLE_TIMEOUT_MS: idleTimeoutMs } = config;
    this.pool = createPooledFetch(new URL(config.ANTHROPIC_BASE_URL).origin, { connections, idleTimeoutMs });
    this.client = createClient(config, this.pool);
    this.ids = toModelIds(config);
    this.slots = new Slots(connections, config.MODEL_QUEUE);
    this.hideCalls = showCalls(() => ({ running: this.slots.inUse, waiting: this.slots.queued }));
  }

  idOf(alias: ModelAlias): string {
    return this.ids[alias];
  }

  /** @throws AppError MODEL_…, AGENT_BUSY, or the reason of the signal */
  async stream(call: ModelCall): Promise<ModelAnswer> {
    const id = this.idOf(call.alias);
    const pause = this.pauseOf(id);
    pause.check();
    return this.slots.run(() => this.ask(id, call, pause), call.signal);
  }

  async onApplicationShutdown(): Promise<void> {
    this.hideCalls();
    await this.pool.close();
  }

  private async ask(id: string, call: ModelCall, pause: ModelPause): Promise<ModelAnswer> {
    pause.check(); // it may have begun while this call was waiting
    const finish = startCall('model', 'messages');
    try {
      const stream = await this.client.messages.create(toParams(id, call), { signal: call.signal });
      const answer = await readAnswer(stream, call, call.tools && new BlockCollector());
      pause.noteSuccess();
      finish('ok');
      countTokens(id, answer);
      return answer;
    } catch (thrown) {
      const error = toModelError(thrown, call.signal);
      pause.noteFailure(error);
      finish(error.reason);
      throw error;
    }
  }

  private pauseOf(id: string): ModelPause {
    const known = this.pauses.get(id);
    if (known) return known;
    const pause = new ModelPause();
    this.pauses.set(id, pause);
    return pause;
  }
}

function countTokens(model: string, { usage }: ModelAnswer): void {
  modelTokens.inc({ model, kind: 'input' }, usage.inputTokens);
  modelTokens.inc({ model, kind: 'output' }, usage.outputTokens);
  modelTokens.inc({ model, kind: 'cache_read' }, usage.cacheReadTokens);
  modelTokens.inc({ model, kind: 'cache_write' }, usage.cacheWriteTokens);
}
