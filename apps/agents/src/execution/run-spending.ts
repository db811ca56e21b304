import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import { type RunEvent, Usage } from '#libs/contracts';
import { AGENT_COST, AGENT_TOKENS } from '../agents.metrics.js';

type Emit = (event: NonNullable<RunEvent['event']>) => void;

/** Counts what runs have used, by agent and model: what fails is paid for as well. */
@Injectable()
export class RunSpending {
  constructor(
    @InjectMetric(AGENT_TOKENS) private readonly tokens: Counter<'agent_type' | 'model' | 'kind'>,
    @InjectMetric(AGENT_COST) private readonly cost: Counter<'agent_type' | 'model'>,
  ) {}

  /** Hears the events of a run on their way; `end` counts what the last of them said, each token under the model that it went to. */
  listen(agent: string, emit: Emit): { emit: Emit; end: () => void } {
    let model = 'unknown';
    let usage: Usage | undefined;
    let counted: Usage | undefined;
    const count = () => {
      if (usage) this.count(agent, model, usage, counted);
      counted = usage;
    };
    return {
      emit: (event) => {
        if (event.$case === 'started') {
          count(); // what came until now was another's
          model = event.value.model;
        }
        if (event.$case === 'usage') usage = event.value; // of the whole run so far
        emit(event);
      },
      end: count,
    };
  }

  private count(agent_type: string, model: string, usage: Usage, before = Usage.create()): void {
    const since = (of: (usage: Usage) => number) => Math.max(0, of(usage) - of(before));
    this.tokens.inc(
      { agent_type, model, kind: 'input' },
      since((one) => one.inputTokens),
    );
    this.tokens.inc(
      { agent_type, model, kind: 'output' },
      since((one) => one.outputTokens),
    );
    this.tokens.inc(
      { agent_type, model, kind: 'cache_read' },
      since((one) => one.cacheReadTokens),
    );
    this.tokens.inc(
      { agent_type, model, kind: 'cache_write' },
      since((one) => one.cacheWriteTokens),
    );
    this.cost.inc({ agent_type, model }, since(({ costMicros }) => Number(costMicros)) / 1e6);
  }
}
