import { z } from 'zod';
import { Logger } from '@nestjs/common';
import { Histogram } from 'prom-client';
import { readConfig } from '#libs/config';
import { Run, type RunEvent } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { ModelService, modelVariables } from '#libs/llm';
import {
  answerEvents,
  type ModelBlock,
  type ModelRequest,
  type ScriptedCall,
  sendEvents,
  type ServedModel,
  serveModel,
  toolEvents,
  toolResults,
} from '#libs/testing';
import type { AgentCatalogue, AgentDefinition } from '../catalogue/agent-catalogue.js';
import { AskFirst } from '../confirmations/ask-first.js';
import { ConfirmationsRepository } from '../confirmations/confirmations.repository.js';
import { toPrompt } from '../prompting/to-prompt.js';
import { defineTool, type Tool, type ToolContext } from '../tools/tool.js';
import { ToolError } from '../tools/tool-error.js';
import { ToolExecutor } from '../tools/tool-executor.js';
import { ToolRegistry } from '../tools/tool-registry.js';
import { runLimits } from './run-budget.js';
import { RunEffects } from './run-effects.js';
import { toToolContext } from './tool-context.js';
import { ToolLoop } from './tool-loop.js';

type Event = NonNullable<RunEvent['event']>;

const withModel = (events: object[], model: string): object[] =>
  events.map((event) => ('message' in event ? { ...event, message: { ...(event.message as object), model } } : event));

const database = { query: () => Promise.reject(new Error('no tool of this spec asks first')) };

describe(ToolLoop.name, () => {
  let api: ServedModel;
  let model: ModelService;
  let seen: { name: string; input: unknown; context: ToolContext }[];
  let underWay: number;
  let mostUnderWay: number;
  const durations = new Histogram({ name: 'spec', help: 'spec', labelNames: ['tool', 'status'], registers: [] });

  const tool = (name: string, effect: Tool['effect'], run: Tool['run'] = async () => ({ content: { name } })): Tool =>
    defineTool({
      name,
      description: name,
      input: z.strictObject({ id: z.int().min(1).max(9), words: z.string().max(20).optional() }),
      effect,
      run: async (input, context) => {
        seen.push({ name, input, context });
        mostUnderWay = Math.max(mostUnderWay, ++underWay);
        await new Promise((resolve) => setTimeout(resolve, 15));
        underWay -= 1;
        return run(input, context);
      },
    });

  const run = Run.create({
    runId: '1.1',
    agent: 'shop',
    task: 'hola',
    language: 'pt',
    slotsJson: '{"a":1}',
    context: { phoneNumberId: '1', contactId: 'c1', conversationId: 'v1', turnId: 't1', contactName: 'Ana' },
  });

  const start = async (tools: Tool[], signal: AbortSignal = new AbortController().signal): Promise<Event[]> => {
    const names = tools.map(({ name }) => name);
    const header = { name: 'shop', model: 'standard', effort: 'low', tools: names, limits: { max_tokens: 4_000 } };
    const agent = { ...header, system: ['rules', 'agent'] } as unknown as AgentDefinition;
    const catalogue: AgentCatalogue = new Map([['shop', agent]]);
    const registry = new ToolRegistry([{ tools: () => [...tools, tool('not_of_this_agent', 'write')] }], catalogue);
    const askFirst = new AskFirst(new ConfirmationsRepository(database as never));
    const loop = new ToolLoop(model, new ToolExecutor(askFirst, durations));
    const events: Event[] = [];
    await loop.run({
      run,
      agent,
      toolbox: registry.of('shop'),
      context: toToolContext(run, signal),
      prompt: toPrompt(agent, run, { now: new Date() }),
      effects: new RunEffects(run.slotsJson),
      emit: (event) => events.push(event),
    });
    return events;
  };

  /** What the model does, round by round; after the last one it says "well". */
  const script = (...rounds: (ScriptedCall[] | { calls: ScriptedCall[]; text: string })[]) => {
    api.answer = (response) => {
      const round = rounds[api.requests.length - 1];
      if (!round) return sendEvents(response, answerEvents('well'));
      const { calls, text } = Array.isArray(round) ? { calls: round, text: '' } : round;
      sendEvents(response, calls.length > 0 ? toolEvents(calls, text) : answerEvents(text));
    };
  };
  const textOf = (events: Event[]) =>
    events.flatMap((event) => (event.$case === 'text' ? [event.value.text] : [])).join('');
  const toolsOf = (events: Event[]) =>
    events.flatMap((event) => (event.$case === 'tool' ? [`${event.value.name} ${event.value.status}`] : []));
  const resultsOf = (request: ModelRequest | undefined) =>
    toolResults(request!).map(({ content, isError }) => ({ ...(JSON.parse(content) as object), isError }));

  beforeEach(async () => {
    Logger.overrideLogger(false);
    [seen, underWay, mostUnderWay] = [[], 0, 0];
    api = await serveModel();
    model = new ModelService(
      readConfig(z.object(modelVariables), {
        ANTHROPIC_API_KEY: 'key',
        ANTHROPIC_BASE_URL: api.url,
      }),
    );
  });
  afterEach(async () => {
    await model.onApplicationShutdown();
    await api.stop();
  });

  it('says which model goes on when another one stands in, after what the first has used', async () => {
    api.answer = (response) => {
      const isFirst = api.requests.length === 1;
      const events = isFirst ? toolEvents([{ name: 'look', input: { id: 1 } }]) : answerEvents('well');
      sendEvents(response, isFirst ? events : withModel(events, 'stand-in'));
    };
    const events = await start([tool('look', 'read')]);
    expect(events.flatMap((event) => (event.$case === 'started' ? [event.value.model] : []))).toEqual([
      'claude-sonnet-5-5',
      'stand-in',
    ]);
    const used = events.flatMap((event) => (event.$case === 'usage' ? [event.value.outputTokens] : []));
    expect(used).toEqual([9, 18]);
    expect(events.findIndex(({ $case }) => $case === 'usage')).toBeLessThan(
      events.findLastIndex(({ $case }) => $case === 'started'),
    );
  });

  it('runs what the model asks for, gives back what it said untouched, and says the rest', async () => {
    script([{ name: 'look', input: { id: 1 } }]);
    const events = await start([tool('look', 'read')]);
    expect(seen).toMatchObject([{ input: { id: 1 }, context: { contactId: 'c1', turnId: 't1', language: 'pt' } }]);
    expect(textOf(events)).toBe('well');
    expect(events.map(({ $case }) => $case)).toEqual(['started', 'tool', 'text', 'usage', 'done']);
    expect(events.at(-2)).toMatchObject({ value: { inputTokens: 40, outputTokens: 18, cacheReadTokens: 1_200 } });
    const [, said, results] = api.requests[1]!.messages as { content: ModelBlock[] }[];
    expect(said!.content).toEqual([
      { type: 'thinking', thinking: '', signature: 'signed' },
      { type: 'tool_use', id: 'toolu_look', name: 'look', input: { id: 1 } },
    ]);
    expect(results!.content).toMatchObject([{ type: 'tool_result', content: '{"name":"look"}' }]);
    const [first, second] = api.requests.map(({ system, tools }) => JSON.stringify([system, tools]));
    expect(first).toBe(second);
  });

  it('looks at the same time, and changes one after the other in their order', async () => {
    const calls = (name: string) => [1, 2, 3].map((id) => ({ name, input: { id }, id: `${name}${id}` }));
    script(calls('look'));
    await start([tool('look', 'read'), tool('change', 'write')]);
    expect(mostUnderWay).toBe(3);
    [seen, mostUnderWay] = [[], 0];
    api.requests.length = 0;
    script(calls('change'));
    await start([tool('look', 'read'), tool('change', 'write')]);
    expect(mostUnderWay).toBe(1);
    expect(seen.map(({ input }) => input)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    expect(toolResults(api.requests[1]!).map(({ id }) => id)).toEqual(['change1', 'change2', 'change3']);
  });

  it.each<[string, ScriptedCall, string]>([
    ['a number out of bounds', { name: 'look', input: { id: -1 } }, 'bad_arguments'],
    ['a fraction', { name: 'look', input: { id: 1.5 } }, 'bad_arguments'],
    ['a text for a number', { name: 'look', input: { id: '1; DROP TABLE orders' } }, 'bad_arguments'],
    ['an identity of its own', { name: 'look', input: { id: 1, contactId: 'somebody else' } }, 'bad_arguments'],
    ['a prototype', { name: 'look', input: '{"id":1,"__proto__":{"admin":true}}' }, 'bad_arguments'],
    ['no JSON', { name: 'look', input: '{"id":' }, 'bad_arguments'],
    ['a list', { name: 'look', input: '[1]' }, 'bad_arguments'],
    ['60,000 characters', { name: 'look', input: { id: 1, words: 'x'.repeat(60_000) } }, 'bad_arguments'],
    ['a tool that does not exist', { name: 'rm', input: {} }, 'unknown_tool'],
    ['a name of Object', { name: 'constructor', input: {} }, 'unknown_tool'],
    ["another agent's tool", { name: 'not_of_this_agent', input: { id: 1 } }, 'unknown_tool'],
  ])('refuses %s with a reason, and the tool never hears of it', async (_, call, error) => {
    script([call]);
    const events = await start([tool('look', 'read')]);
    expect(seen).toEqual([]);
    expect(resultsOf(api.requests[1])).toMatchObject([{ error, message: expect.any(String) as string, isError: true }]);
    expect(toolsOf(events)[0]).toMatch(/ denied$/);
    expect(textOf(events)).toBe('well');
  });

  it('takes out of arguments what cannot be stored', async () => {
    script([{ name: 'look', input: String.raw`{"id":1,"words":"a\u0000b\ud800"}` }]);
    await start([tool('look', 'read')]);
    expect(seen).toMatchObject([{ input: { id: 1, words: 'ab\ufffd' } }]);
  });

  it.each<[string, Tool['effect'], unknown, string]>([
    ['what it should know', 'read', new ToolError('not_found', 'no such product'), 'not_found'],
    ['that it cannot look', 'read', new AppError('STORE_UNAVAILABLE'), 'unavailable'],
    ['that nobody knows whether it was done', 'write', new AppError('STORE_UNAVAILABLE'), 'unknown_result'],
    ['nothing of our mistakes', 'write', new TypeError('secret'), 'internal'],
  ])('tells the model %s when a tool fails', async (_, effect, thrown, error) => {
    script([{ name: 'look', input: { id: 1 } }]);
    const events = await start([
      tool('look', effect, async () => {
        throw thrown;
      }),
    ]);
    expect(resultsOf(api.requests[1])).toMatchObject([{ error, isError: true }]);
    expect(JSON.stringify(api.requests[1])).not.toContain('secret');
    expect(toolsOf(events)).toEqual(['look failed']);
  });

  it('stops a model that repeats itself', async () => {
    script(...Array.from({ length: runLimits.identicalCalls + 1 }, () => [{ name: 'look', input: { id: 1 } }]));
    await start([tool('look', 'read')]);
    expect(seen).toHaveLength(1);
    expect(resultsOf(api.requests[2])).toMatchObject([{ error: 'repeated_call', isError: true }]);
    expect(api.requests).toHaveLength(runLimits.identicalCalls + 2);
    expect(api.requests.at(-1)).toMatchObject({ tool_choice: { type: 'none' } });
  });

  it('ends after eight rounds, the last one without tools', async () => {
    script(...Array.from({ length: 20 }, (_, n) => [{ name: 'look', input: { id: 1, words: `${n}` } }]));
    await expect(start([tool('look', 'read')])).rejects.toMatchObject({ reason: 'MODEL_EMPTY' }); // this one is deaf
    expect(api.requests).toHaveLength(8);
    expect(seen).toHaveLength(7);
    expect(api.requests.map(({ tool_choice }) => tool_choice)).toEqual([
      ...Array.from({ length: 7 }, () => undefined),
      { type: 'none' },
    ]);
  });

  it('runs no more calls than a run may have', async () => {
    const many = Array.from({ length: 30 }, (_, n) => ({ name: 'look', input: { id: 1, words: `${n}` }, id: `${n}` }));
    script(many);
    await start([tool('look', 'read')]);
    expect(seen).toHaveLength(runLimits.calls);
    expect(resultsOf(api.requests[1]).at(-1)).toMatchObject({ error: 'too_many_calls' });
    expect(api.requests).toHaveLength(2);
  });

  it('says nothing twice, and everything once', async () => {
    const calls = [{ name: 'look', input: { id: 1 } }];
    script({ calls, text: 'Let me look.' }, { calls: [], text: 'Let me look. Found it.' });
    expect(textOf(await start([tool('look', 'read')]))).toBe('Let me look.\n\nFound it.');
    api.requests.length = 0;
    script({ calls, text: 'Done, it is in your cart.' }, { calls: [], text: 'Done, it is in your cart.' });
    expect(textOf(await start([tool('look', 'read')]))).toBe('Done, it is in your cart.');
    api.requests.length = 0;
    script({ calls, text: 'One moment.' }, { calls: [], text: 'One is left.' });
    expect(textOf(await start([tool('look', 'read')]))).toBe('One moment.\n\nOne is left.');
  });

  it('shows what tools have for the person after the words, and keeps notes when only the phase changes', async () => {
    script([{ name: 'look', input: { id: 1 } }]);
    const part = { content: { $case: 'text', value: { body: 'a photo', previewUrl: false } } } as const;
    const slots = { slotsJson: '', phase: 'checkout.address', openQuestion: 'address' };
    const escalation = { reason: 'rule', summary: 's', priority: 'high' };
    const events = await start([tool('look', 'write', async () => ({ content: 1, parts: [part], slots, escalation }))]);
    expect(events.slice(2, -2)).toEqual([
      { $case: 'text', value: { text: 'well' } },
      { $case: 'part', value: part },
      { $case: 'slots', value: { ...slots, slotsJson: '{"a":1}' } },
      { $case: 'escalation', value: escalation },
    ]);
  });

  it('ends at once when the run does, and starts no tool after it', async () => {
    const controller = new AbortController();
    const hang = () => new Promise<never>(() => undefined);
    script([
      { name: 'hang', input: { id: 1 } },
      { name: 'change', input: { id: 2 } },
    ]);
    const going = start([tool('hang', 'write', hang), tool('change', 'write')], controller.signal);
    setTimeout(() => controller.abort(new AppError('DEADLINE_EXCEEDED')), 200);
    await expect(going).rejects.toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
    expect(seen.map(({ name }) => name)).toEqual(['hang']);
  });
});
