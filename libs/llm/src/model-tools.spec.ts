import { z } from 'zod';
import { readConfig } from '#libs/config';
import { answerEvents, sendEvents, type ServedModel, serveModel, toolEvents } from '#libs/testing';
import type { ModelTool } from './model-prompt.js';
import { modelVariables } from './model-variables.js';
import type { ModelCall } from './model-call.js';
import { ModelService } from './model.service.js';

const never = new AbortController().signal;
const tool: ModelTool = { name: 'look', description: 'Looks.', input_schema: { type: 'object', properties: {} } };
const mark = { cache_control: { type: 'ephemeral' } };

describe('tools and files of a call to the model', () => {
  let api: ServedModel;
  let model: ModelService;
  let texts: string[];

  const ask = (more: Partial<ModelCall> = {}) =>
    model.stream({
      alias: 'standard',
      prompt: { system: ['rules'], turns: [{ role: 'user', texts: ['context', 'hello'] }] },
      maxTokens: 4_000,
      effort: 'low',
      signal: never,
      onText: (text) => texts.push(text),
      tools: [tool],
      ...more,
    });

  beforeEach(async () => {
    texts = [];
    api = await serveModel();
    model = new ModelService(
      readConfig(z.object(modelVariables), { ANTHROPIC_API_KEY: 'key', ANTHROPIC_BASE_URL: api.url }),
    );
  });
  afterEach(async () => {
    await model.onApplicationShutdown();
    await api.stop();
  });

  it('answers the calls with their arguments, and what was said as it must be given back', async () => {
    const calls = [
      { name: 'look', input: { text: 'ñ "quoted" 😀', n: 12.5 } },
      { name: 'look', input: {}, id: 'second' },
    ];
    api.answer = (response) => sendEvents(response, toolEvents(calls, 'A moment.'));
    const { stopReason, blocks } = await ask();
    expect(stopReason).toBe('tool_use');
    expect(blocks!.toolCalls).toEqual([
      { id: 'toolu_look', name: 'look', input: calls[0]!.input },
      { id: 'second', name: 'look', input: {} },
    ]);
    expect(blocks!.said).toEqual([
      { type: 'thinking', thinking: '', signature: 'signed' },
      { type: 'text', text: 'A moment.' },
      { type: 'tool_use', id: 'toolu_look', name: 'look', input: calls[0]!.input },
      { type: 'tool_use', id: 'second', name: 'look', input: {} },
    ]);
    expect(texts).toEqual(['A moment.']);
  });

  it.each(['{"a":', '[1]', '"text"', 'null'])('survives arguments that are no object: %s', async (input) => {
    api.answer = (response) => sendEvents(response, toolEvents([{ name: 'look', input }]));
    const { blocks } = await ask();
    expect(blocks!.toolCalls).toEqual([{ id: 'toolu_look', name: 'look', input: undefined }]);
    expect(blocks!.said.at(-1)).toMatchObject({ type: 'tool_use', input: {} });
  });

  it('sends tools, the rounds so far, and a breakpoint at the end of the conversation', async () => {
    const said = [{ type: 'tool_use', id: '1', name: 'look', input: {} }] as const;
    const prompt = { system: ['rules'], turns: [{ role: 'user' as const, texts: ['hello'] }] };
    await ask({ prompt });
    const results = [{ id: '1', content: '{}', isError: true }];
    await ask({ prompt: { ...prompt, rounds: [{ said, results, note: 'Answer now.' }] }, mustAnswer: true });
    const [first, second] = api.requests;
    expect(first).toMatchObject({ tools: [tool], messages: [{ content: [{ type: 'text', text: 'hello', ...mark }] }] });
    expect(first).not.toHaveProperty('tool_choice');
    expect(second!.tool_choice).toEqual({ type: 'none' });
    expect(second!.messages).toEqual([
      { role: 'user', content: 'hello' },
      { role: 'assistant', content: said },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: '1', content: '{}', is_error: true },
          { type: 'text', text: 'Answer now.', ...mark },
        ],
      },
    ]);
  });

  it('sends files before the texts, each as the kind of block that the API knows', async () => {
    const data = Buffer.from('bytes');
    const files = [
      { mimeType: 'image/jpeg', data },
      { mimeType: 'application/pdf', data, title: 'menu.pdf' },
      { mimeType: 'text/plain', data },
    ] as const;
    await ask({ tools: undefined, prompt: { system: [], turns: [{ role: 'user', texts: ['see'], files }] } });
    const base64 = data.toString('base64');
    expect(api.requests[0]!.messages[0]!.content).toEqual([
      { type: 'image', source: { type: 'base64', media_type: 'image/jpeg', data: base64 } },
      {
        type: 'document',
        source: { type: 'base64', media_type: 'application/pdf', data: base64 },
        title: 'menu.pdf',
      },
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'bytes' } },
      { type: 'text', text: 'see' },
    ]);
  });

  it('lets an answer without words pass when tools were offered, and only then', async () => {
    api.answer = (response) => sendEvents(response, answerEvents([]));
    await expect(ask()).resolves.toMatchObject({ stopReason: 'end_turn', blocks: { toolCalls: [] } });
    await expect(ask({ tools: undefined })).rejects.toMatchObject({ reason: 'MODEL_EMPTY' });
  });
});
