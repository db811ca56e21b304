import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Run, RunEvent } from '#libs/contracts';
import { toAppError } from '#libs/errors';
import type { AgentDefinition } from '../catalogue/agent-catalogue.js';
import { type TapResult, Taps } from '../confirmations/taps.js';
import { toPrompt } from '../prompting/to-prompt.js';
import type { ToolContext, ToolResult } from '../tools/tool.js';
import { type Toolbox, ToolRegistry } from '../tools/tool-registry.js';
import { RunEffects } from './run-effects.js';
import { toToolContext } from './tool-context.js';
import { type LoopTask, ToolLoop } from './tool-loop.js';

type Event = NonNullable<RunEvent['event']>;

export interface AssistedTask {
  run: Run;
  agent: AgentDefinition;
  toolbox: Toolbox;
  facts: string | undefined;
  signal: AbortSignal;
  emit: (event: Event) => void;
  /** Told what each tool gave. */
  note?: (result: ToolResult) => void;
}

/** A run of an agent that has tools: first what a tapped button asks for, then the model. */
@Injectable()
export class AssistedRun {
  private readonly logger = new Logger(AssistedRun.name);

  constructor(
    @Inject(ToolLoop) private readonly loop: ToolLoop,
    @Inject(Taps) private readonly taps: Taps,
    @Inject(ToolRegistry) private readonly registry: ToolRegistry,
  ) {}

  async run({ run, agent, toolbox, facts, signal, emit, note }: AssistedTask): Promise<void> {
    const context = toToolContext(run, signal);
    const startedAt = performance.now();
    const tap = await this.taps.answer(run.replyId, (name) => this.registry.find(name), context);
    if (tap?.ran) {
      const status = tap.ran.isDone ? 'ok' : 'failed';
      const durationMs = Math.round(performance.now() - startedAt);
      emit({ $case: 'tool', value: { name: tap.ran.tool, status, durationMs } });
    }
    const prompt = toPrompt(agent, run, { now: new Date(), facts, note: tap?.note });
    const task = { run, agent, toolbox, context, prompt, effects: toEffects(run, tap), emit, note };
    if (!tap) return this.loop.run(task);
    if (tap.note === undefined) return say(tap, toEffects(run, tap), emit);
    return this.phrase(task, tap, context);
  }

  /** What a tap has done is said in any case: by the model, or with the fixed words. */
  private async phrase(task: LoopTask, tap: TapResult, { signal }: ToolContext): Promise<void> {
    const events: Event[] = []; // half of an answer and the fixed words must not reach the person together
    try {
      await this.loop.run({ ...task, emit: (event) => events.push(event) });
      events.forEach(task.emit);
    } catch (thrown) {
      const { reason } = toAppError(thrown);
      if (signal.aborted && reason !== 'DEADLINE_EXCEEDED') throw thrown; // nobody hears it, or another replica repeats it
      this.logger.warn({ message: 'no model phrased what a tap has done', reason, agent: task.agent.name });
      say(tap, toEffects(task.run, tap), task.emit);
    }
  }
}

function toEffects({ slotsJson }: Run, tap: TapResult | undefined): RunEffects {
  const effects = new RunEffects(slotsJson);
  // The question is answered: whatever comes next is a new one
  if (tap) effects.add({ slots: { slotsJson: '', phase: '', openQuestion: '' }, ...withoutUndefined(tap) });
  return effects;
}

const withoutUndefined = ({ parts, slots, escalation }: TapResult) => ({
  parts,
  ...(slots && { slots }),
  ...(escalation && { escalation }),
});

function say({ said }: TapResult, effects: RunEffects, emit: (event: Event) => void): void {
  emit({ $case: 'text', value: { text: said } });
  effects.emit(emit);
  emit({ $case: 'done', value: { stopReason: 'fixed' } });
}
