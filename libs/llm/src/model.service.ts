import type Anthropic from '@anthropic-ai/sdk';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { healthNotes } from '#libs/health';
import { startCall } from '#libs/observability';
import { bounds, type Breakers, createBreakers, edges, openThrough } from '#libs/resilience';
import { BlockCollector } from './answer-blocks.js';
import { createClient } from './create-client.js';
import { judgeModelError } from './judge-model-error.js';
import { ModelKeys } from './keys/model-keys.js';
import { chainOf } from './limits/fallbacks.js';
import { SpendStop } from './limits/spend-stop.js';
import { whyOtherModel } from './limits/why-other-model.js';
import { modelCost, modelFallbacks, modelTokens, showCalls } from './llm.metrics.js';
import type { ModelAlias } from './model-aliases.js';
import { ModelPause } from './model-pause.js';
import { costMicrosOf } from './model-prices.js';
import type { ModelCall } from './model-call.js';
import { MODEL_CONFIG, type ModelConfig } from './model-variables.js';
import { createPooledFetch, type PooledFetch } from './pooled-fetch.js';
import { type ModelAnswer, readAnswer } from './read-answer.js';
import { Slots } from './slots.js';
import { toModelError } from './to-model-error.js';
import { toModelIds } from './to-model-ids.js';
import { toParams } from './to-params.js';

/** Of calls that are repeated here at all. */
const retries = edges['agents.model.messages'].attempts - 1;

/** Asks the model: streamed, within a bounded number of calls, failing only with our reasons. */
@Injectable()
export class ModelService implements OnApplicationShutdown {
  readonly client: Anthropic;
  private readonly pool: PooledFetch;
  private readonly ids: Record<ModelAlias, string>;
  private readonly slots: Slots;
  private readonly pauses = new Map<string, ModelPause>();
  private readonly breakers: Breakers;
  private readonly spending = new SpendStop();
  private readonly chains: Record<ModelAlias, ModelAlias[]>;
  private readonly hideCalls: () => void;
  private readonly hideNote: () => void;

  constructor(@Inject(MODEL_CONFIG) config: ModelConfig, @Inject(ModelKeys) keys: ModelKeys = ModelKeys.of(config)) {
    const { MODEL_CONCURRENCY: connections, MODEL_IDLE_TIMEOUT_MS: idleTimeoutMs } = config;
    this.pool = createPooledFetch(new URL(config.ANTHROPIC_BASE_URL).origin, { connections, idleTimeoutMs });
    this.client = createClient(config, keys, this.pool);
    this.ids = toModelIds(config);
    const chain = (alias: ModelAlias) => chainOf(config.MODEL_FALLBACKS, alias);
    this.chains = { router: chain('router'), standard: chain('standard'), strong: chain('strong') };
    keys.whenChanged(() => this.spending.clear()); // perhaps another account's
    const halfOpenAfterMs = config.MODEL_CIRCUIT_OPEN_MS;
    this.breakers = createBreakers('agents.model.messages', { halfOpenAfterMs, judge: judgeModelError });
    this.slots = new Slots(connections, config.MODEL_QUEUE);
    const read = () => ({ underWay: this.slots.inUse, waiting: this.slots.queued });
    bounds.show(this, { name: 'model', atOnce: connections, mayWait: config.MODEL_QUEUE, read });
    this.hideCalls = showCalls(() => ({ running: this.slots.inUse, waiting: this.slots.queued }));
    this.hideNote = healthNotes.show('model', () => ({ spending: this.spending.describe(), keys: keys.counts() }));
  }

  idOf(alias: ModelAlias): string {
    return this.ids[alias];
  }

  /**
   * Asks the model of the alias, or of those that stand in for it while it is overloaded, missing or left alone.
   * @throws AppError MODEL_…, CIRCUIT_OPEN, AGENT_BUSY, or the reason of the signal
   */
  async stream(call: ModelCall): Promise<ModelAnswer> {
    const chain = this.chains[call.alias];
    if (chain.length === 1) return this.streamFrom(call.alias, call);
    let hasBegun = false;
    const onText = (text: string) => {
      hasBegun = true;
      call.onText(text);
    };
    for (let n = 0; ; n++) {
      const alias = chain[n]!;
      try {
        return await this.streamFrom(alias, { ...call, onText, ...(n > 0 && { isRepeatedHere: false }) });
      } catch (error) {
        const why = whyOtherModel(error);
        const to = chain[n + 1];
        if (!why || !to || hasBegun) throw error;
        modelFallbacks.inc({ alias: call.alias, to, why });
      }
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.hideCalls();
    this.hideNote();
    this.spending.close();
    await this.pool.close();
  }

  private async streamFrom(alias: ModelAlias, call: ModelCall): Promise<ModelAnswer> {
    const id = this.idOf(alias);
    const pause = this.pauseOf(id);
    this.spending.check();
    pause.check();
    this.breakers.of(id).check(); // before it waits for a slot
    return this.slots.run(() => this.ask(id, call, pause), call.signal);
  }

  private async ask(id: string, call: ModelCall, pause: ModelPause): Promise<ModelAnswer> {
    this.spending.admit(); // a stop and a pause may have begun while this call was waiting
    pause.check();
    const breaker = this.breakers.of(id);
    try {
      return await openThrough(breaker, (opened) => this.send(id, call, pause, opened));
    } catch (error) {
      if (judgeModelError(error) === 'failed') breaker.check(); // the failure that opens it is the outage's, and no caller's
      throw error;
    }
  }

  private async send(id: string, call: ModelCall, pause: ModelPause, opened: () => void): Promise<ModelAnswer> {
    const finish = startCall('model', 'messages', chatSpan(id, call.maxTokens));
    const onStart = (model: string) => {
      opened();
      call.onStart?.(model);
    };
    try {
      const stream = await this.client.messages.create(toParams(id, call), {
        signal: call.signal,
        maxRetries: call.isRepeatedHere ? retries : 0,
      });
      const answer = await readAnswer(stream, { ...call, onStart }, call.tools && new BlockCollector());
      pause.noteSuccess();
      this.spending.noteSuccess();
      finish('ok', tokensOf(answer));
      count(id, answer);
      return answer;
    } catch (thrown) {
      const error = toModelError(thrown, call.signal);
      pause.noteFailure(error);
      this.spending.note(error);
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

/** GenAI conventions of OpenTelemetry; what is said to the model and by it stays out of traces. */
const chatSpan = (model: string, maxTokens: number) => ({
  name: `chat ${model}`,
  attributes: {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'anthropic',
    'gen_ai.request.model': model,
    'gen_ai.request.max_tokens': maxTokens,
  },
});

const tokensOf = ({ model, stopReason, usage }: ModelAnswer) => ({
  'gen_ai.response.model': model,
  'gen_ai.response.finish_reasons': [stopReason],
  'gen_ai.usage.input_tokens': usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
  'gen_ai.usage.cache_read.input_tokens': usage.cacheReadTokens,
  'gen_ai.usage.cache_creation.input_tokens': usage.cacheWriteTokens,
  'gen_ai.usage.output_tokens': usage.outputTokens,
});

/** Under the model that was asked and answered, whichever alias the call began with. */
function count(model: string, { usage }: ModelAnswer): void {
  modelTokens.inc({ model, kind: 'input' }, usage.inputTokens);
  modelTokens.inc({ model, kind: 'output' }, usage.outputTokens);
  modelTokens.inc({ model, kind: 'cache_read' }, usage.cacheReadTokens);
  modelTokens.inc({ model, kind: 'cache_write' }, usage.cacheWriteTokens);
  modelCost.inc({ model }, costMicrosOf(model, usage) / 1e6);
}
