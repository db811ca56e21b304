import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import type { RunEvent, Usage } from '#libs/contracts';
import { AGENT_COST, AGENT_TOKENS } from '../agents.metrics.js';

type Emit = (event: NonNullable<RunEvent['event']>) => void;

/** Counts what runs have used, by agent and model: what fails is paid for as well. */
@Injectable()
export class RunSpending {
  constructor(
    @InjectMetric(AGENT_TOKENS) private readonly tokens: Counter<'agent_type' | 'model' | 'kind'>,
    @InjectMetric(AGENT_COST) private readonly cost: Counter<'agent_type' | 'model'>,
  ) {}

  /** Hears the events of a run on their way; `end` counts what the last of them said. */
  listen(agent: string, emit: Emit): { emit: Emit; end: () => void } {
    let model = 'unknown';
    let usage: Usage | undefined;
    return {
      emit: (event) => {
        if (event.$case === 'started') model = event.value.model;
        if (event.$case === 'usage') usage = event.value; // of the whole run so far
        emit(event);
      },
      end: () => {
        if (usage) this.count(agent, model, usage);
      },
    };
  }

  private count(agent_type: string, model: string, usage: Usage): void {
    const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, costMicros } = usage;
    this.tokens.inc({ agent_type, model, kind: 'input' }, inputTokens);
    this.tokens.inc({ agent_type, model, kind: 'output' }, outputTokens);
    this.tokens.inc({ agent_type, model, kind: 'cache_read' }, cacheReadTokens);
    this.tokens.inc({ agent_type, model, kind: 'cache_write' }, cacheWriteTokens);
    this.cost.inc({ agent_type, model }, Number(costMicros) / 1e6);
  }
}
