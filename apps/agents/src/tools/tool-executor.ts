import { Inject, Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Histogram } from 'prom-client';
import type { z } from 'zod';
import type { ModelToolCall, ModelToolResult } from '#libs/llm';
import { annotate, inChildSpan, observeTraced } from '#libs/observability';
import { TOOL_DURATION } from '../agents.metrics.js';
import { AskFirst } from '../confirmations/ask-first.js';
import { checkArguments } from './check-arguments.js';
import { explain, perform } from './perform.js';
import type { Tool, ToolContext, ToolResult } from './tool.js';
import { ToolError } from './tool-error.js';

export type CallStatus = 'ok' | 'failed' | 'denied' | 'awaiting_confirmation';

/** One call that is over, whatever came of it. */
export interface CallOutcome {
  name: string;
  status: CallStatus;
  durationMs: number;
  forModel: ModelToolResult;
  result?: ToolResult;
}

export interface Asked<C extends ToolContext = ToolContext> {
  agent: string;
  tools: ReadonlyMap<string, Tool<z.ZodObject, C>>;
  context: C;
}

/** More than a model needs to read of one tool. */
const longestResult = 24_000;

/** Runs the tools that a model asks for. Whatever goes wrong becomes an answer that the model can act on. */
@Injectable()
export class ToolExecutor {
  constructor(
    @Inject(AskFirst) private readonly askFirst: AskFirst,
    @InjectMetric(TOOL_DURATION) private readonly durations: Histogram<'tool' | 'status'>,
  ) {}

  /**
   * Looks at the same time, changes one after the other, in the order in which the model wrote the calls.
   * @throws the reason of the run's end, and nothing else
   */
  async runAll<C extends ToolContext>(calls: readonly ModelToolCall[], asked: Asked<C>): Promise<CallOutcome[]> {
    const outcomes: CallOutcome[] = [];
    let reads: Promise<CallOutcome>[] = [];
    for (const call of calls) {
      const isRead = asked.tools.get(call.name)?.effect === 'read';
      if (isRead) reads.push(this.run(call, asked));
      else {
        outcomes.push(...(await Promise.all(reads)), await this.run(call, asked));
        reads = [];
      }
    }
    return [...outcomes, ...(await Promise.all(reads))];
  }

  private async run<C extends ToolContext>(call: ModelToolCall, asked: Asked<C>): Promise<CallOutcome> {
    const startedAt = performance.now();
    const tool = asked.tools.get(call.name);
    const name = tool?.name ?? 'unknown';
    const attributes = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name };
    const { status, content, result } = await inChildSpan(`execute_tool ${name}`, { attributes }, async () => {
      const attempted = await this.attempt(call, tool, asked);
      annotate({ 'parley.tool.status': attempted.status });
      return attempted;
    });
    const durationMs = Math.round(performance.now() - startedAt);
    observeTraced(this.durations, { tool: name, status }, durationMs / 1_000);
    const isError = status === 'failed' || status === 'denied';
    return { name: call.name.slice(0, 64), status, durationMs, result, forModel: { id: call.id, content, isError } };
  }

  private async attempt<C extends ToolContext>(
    { name, input }: ModelToolCall,
    tool: Tool<z.ZodObject, C> | undefined,
    { agent, context }: Asked<C>,
  ) {
    if (!tool)
      return denied('unknown_tool', `There is no tool ${name.slice(0, 64)}. Use only the tools you were given.`);
    if (!input) return denied('bad_arguments', 'The arguments are no JSON object, or too long.');
    let checked: Record<string, unknown>;
    try {
      checked = checkArguments(tool, input);
    } catch (thrown) {
      return denied('bad_arguments', thrown instanceof ToolError ? thrown.message : 'They cannot be read.');
    }
    try {
      const isAsked = tool.effect === 'confirmed';
      const result = await perform(
        (limited) => (isAsked ? this.askFirst.ask(agent, tool, checked, limited) : tool.run(checked, limited)),
        context,
        tool.timeoutMs,
      );
      const status: CallStatus = isAsked ? 'awaiting_confirmation' : 'ok';
      return { status, content: toText(result.content, tool.longestResult), result };
    } catch (thrown) {
      context.signal.throwIfAborted(); // the run is over: nobody reads an explanation
      return { status: 'failed' as const, content: toText(explain(thrown, tool.name, tool.effect)) };
    }
  }
}

const denied = (error: string, message: string) => ({
  status: 'denied' as const,
  content: JSON.stringify({ error, message }),
  result: undefined,
});

function toText(content: unknown, longest = longestResult): string {
  const text = (JSON.stringify(content) ?? 'null').toWellFormed();
  return text.length <= longest ? text : `${text.slice(0, longest)} … (cut: ask for less)`;
}
