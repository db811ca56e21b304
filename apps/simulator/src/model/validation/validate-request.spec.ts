import { signPrefix, writeSignature } from '../accounting/thinking-signature.js';
import { emulatedModels } from '../catalogue/emulated-models.js';
import type { MessageRequest } from '../wire/message-request.js';
import { validateRequest } from './validate-request.js';

const findModel = (id: string) => emulatedModels.find((model) => model.id === id);
const valid = {
  model: 'claude-haiku-5-5',
  max_tokens: 1_000,
  messages: [{ role: 'user', content: 'hi' }],
} satisfies MessageRequest;
const problemOf = (body: unknown, kind: 'create' | 'count' = 'create') =>
  validateRequest(body, kind, findModel).problem;
const on = (model: string, more: object) => problemOf({ ...valid, model, ...more });

const tool = (name: string, more: object = {}) => ({
  name,
  input_schema: { type: 'object', properties: {}, additionalProperties: false },
  ...more,
});
const text = (words: string, more: object = {}) => ({ type: 'text', text: words, ...more });
const mark = (ttl?: string) => ({ cache_control: { type: 'ephemeral', ...(ttl && { ttl }) } });
const user = (...content: object[]) => ({ role: 'user', content });
const assistant = (...content: object[]) => ({ role: 'assistant', content });
const format = (schema: object) => ({ output_config: { format: { type: 'json_schema', schema } } });

describe(validateRequest.name, () => {
  it.each<[string, object]>([
    ['a plain request', {}],
    ['text blocks, system blocks and metadata', { system: [text('rules', mark())], metadata: { user_id: 'hash' } }],
    ['two user messages in a row', { messages: [...valid.messages, ...valid.messages] }],
    ['a system message inside the conversation', { messages: [...valid.messages, { role: 'system', content: 'now' }] }],
    [
      'a tool call with its result and a text after it',
      {
        messages: [
          ...valid.messages,
          assistant({ type: 'tool_use', id: 'a', name: 'x', input: {} }),
          user({ type: 'tool_result', tool_use_id: 'a', content: 'ok' }, text('and?')),
        ],
      },
    ],
    ['thinking turned off on Haiku', { thinking: { type: 'disabled' } }],
    ['a forced tool on Haiku', { tools: [tool('x')], tool_choice: { type: 'any' } }],
    [
      'four breakpoints, the longest-lived first',
      { system: [text('a', mark('1h')), text('b', mark()), text('c', mark()), text('d', mark())] },
    ],
    ['pre-warming', { max_tokens: 0 }],
    [
      'a flat schema',
      format({ type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false }),
    ],
  ])('accepts %s', (_, more) => {
    expect(problemOf({ ...valid, ...more })).toBeUndefined();
  });

  it.each<[string, object]>([
    ['temperature', { temperature: 1 }],
    ['top_p', { top_p: 1 }],
    ['top_k', { top_k: 1 }],
    ['a field that nobody knows', { made_up: 1 }],
    ['no max_tokens', { max_tokens: undefined }],
    ['more max_tokens than the model has', { max_tokens: 200_000 }],
    ['no messages', { messages: [] }],
    ['messages of a wrong type', { messages: 'hi' }],
    ['an unknown role', { messages: [{ role: 'robot', content: 'hi' }] }],
    ['an assistant who begins', { messages: [{ role: 'assistant', content: 'hi' }, ...valid.messages] }],
    ['a prefilled answer', { messages: [...valid.messages, { role: 'assistant', content: 'Sure:' }] }],
    ['an empty message', { messages: [{ role: 'user', content: '' }] }],
    ['an empty text block', { messages: [user(text(''))] }],
    ['a blank text block', { messages: [user(text(' \n'))] }],
    ['an empty system block', { system: [text('')] }],
    ['an unknown block', { messages: [user({ type: 'hologram' })] }],
    ['citations on a text of the user', { messages: [user(text('a', { citations: [{}] }))] }],
    [
      'a document of the assistant',
      { messages: [...valid.messages, assistant({ type: 'document' }), ...valid.messages] },
    ],
    ['a result without its call', { messages: [user({ type: 'tool_result', tool_use_id: 'a', content: 'x' })] }],
    [
      'a call without its result',
      {
        messages: [
          ...valid.messages,
          assistant({ type: 'tool_use', id: 'a', name: 'x', input: {} }),
          ...valid.messages,
        ],
      },
    ],
    [
      'text before a result',
      {
        messages: [
          ...valid.messages,
          assistant({ type: 'tool_use', id: 'a', name: 'x', input: {} }),
          user(text('look'), { type: 'tool_result', tool_use_id: 'a', content: 'x' }),
        ],
      },
    ],
    ['two tools of one name', { tools: [tool('x'), tool('x')] }],
    ['a tool with a bad name', { tools: [tool('no spaces')] }],
    ['a forced tool that is not there', { tools: [tool('x')], tool_choice: { type: 'tool', name: 'y' } }],
    ['21 strict tools', { tools: Array.from({ length: 21 }, (_, i) => tool(`t${i}`, { strict: true })) }],
    ['five breakpoints', { system: [1, 2, 3, 4, 5].map((n) => text(`${n}`, mark())) }],
    ['automatic caching beside four breakpoints', { ...mark(), system: [1, 2, 3, 4].map((n) => text(`${n}`, mark())) }],
    ['one hour after five minutes', { system: [text('a', mark()), text('b', mark('1h'))] }],
    ['an unknown lifetime', { system: [text('a', mark('2h'))] }],
    ['an unknown effort', { output_config: { effort: 'huge' } }],
    ['pre-warming of a stream', { max_tokens: 0, stream: true }],
    [
      'bounds in a schema',
      format({ type: 'object', properties: { a: { type: 'integer', minimum: 1 } }, additionalProperties: false }),
    ],
    ['an open object in a schema', format({ type: 'object', properties: {} })],
    [
      'a recursive schema',
      format({
        $ref: '#/$defs/a',
        $defs: { a: { type: 'object', properties: { next: { $ref: '#/$defs/a' } }, additionalProperties: false } },
      }),
    ],
    [
      '25 optional parameters',
      format({
        type: 'object',
        properties: Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`p${i}`, { type: 'string' }])),
        additionalProperties: false,
      }),
    ],
    [
      'citations beside a format',
      {
        ...format({ type: 'object', properties: {}, additionalProperties: false }),
        messages: [user({ type: 'image', citations: { enabled: true } }, text('a'))],
      },
    ],
  ])('refuses %s', (_, more) => {
    expect(problemOf({ ...valid, ...more })).toMatchObject({ status: 400, type: 'invalid_request_error' });
  });

  it.each<[string, object, boolean]>([
    ['claude-haiku-5-5', { thinking: { type: 'disabled' }, output_config: { effort: 'xhigh' } }, false],
    ['claude-haiku-5-5', { thinking: { type: 'enabled', budget_tokens: 1_024 } }, false],
    ['claude-haiku-5-5', { thinking: { type: 'adaptive', budget_tokens: 1_024 } }, false],
    ['claude-sonnet-5-5', { thinking: { type: 'disabled' } }, false],
    ['claude-sonnet-5-5', { thinking: { type: 'between_tools' } }, true],
    ['claude-sonnet-5-5', { thinking: { type: 'between_tools', display: 'omitted' } }, false],
    ['claude-sonnet-5-5', { thinking: { type: 'between_tools' }, output_config: { effort: 'max' } }, false],
    ['claude-opus-5-5', { thinking: { type: 'disabled' } }, false],
    ['claude-opus-5-5', { thinking: { type: 'adaptive', display: 'summarized' } }, true],
    ['claude-sonnet-5-5', { tools: [tool('x')], tool_choice: { type: 'any' } }, false],
    ['claude-opus-5-5', { tools: [tool('x')], tool_choice: { type: 'tool', name: 'x' } }, false],
    ['claude-fable-5-1', { tools: [tool('x')], tool_choice: { type: 'any' } }, false],
    ['claude-haiku-4-5', { messages: [...valid.messages, { role: 'assistant', content: '{' }] }, true],
    ['claude-sonnet-4-6', { max_tokens: 2_000, thinking: { type: 'enabled', budget_tokens: 1_024 } }, true],
  ])('knows what %s thinks of %j', (model, more, isAccepted) => {
    expect(on(model, more) === undefined).toBe(isAccepted);
  });

  it('does not know a model that is not in the list', () => {
    expect(on('claude-made-up', {})).toMatchObject({ status: 404, type: 'not_found_error' });
  });

  it('refuses threads with the code that the SDK knows', () => {
    const problem = problemOf({ ...valid, thread: { type: 'create' } });
    expect(problem).toMatchObject({ status: 400, details: { error_code: 'thread_unsupported_request' } });
  });

  it('counts tokens without max_tokens, and refuses it there', () => {
    const { max_tokens, ...rest } = valid;
    expect(problemOf(rest, 'count')).toBeUndefined();
    expect(problemOf({ ...rest, max_tokens }, 'count')).toMatchObject({ status: 400 });
  });

  describe('thinking blocks', () => {
    const request: MessageRequest = { ...valid, system: 'rules' };
    const block = {
      type: 'thinking',
      thinking: '',
      signature: writeSignature({ line: 'haiku', thinking: 0, prefix: signPrefix(request) }),
    };
    const replay = (thought: object, more: object = {}) =>
      problemOf({
        ...request,
        messages: [...valid.messages, assistant(thought, text('hello')), ...valid.messages],
        ...more,
      });

    it('come back untouched, or their cache marks changed', () => {
      expect(replay(block)).toBeUndefined();
      expect(replay(block, { system: [text('rules', mark())] })).toBeUndefined();
    });

    it('are refused when they, or what stood before them, were changed', () => {
      expect(replay({ ...block, thinking: 'edited' })).toMatchObject({ status: 400 });
      expect(replay({ ...block, signature: 'forged' })).toMatchObject({ status: 400 });
      expect(replay(block, { system: 'other rules' })).toMatchObject({ status: 400 });
    });

    it('of another model are ignored', () => {
      expect(replay(block, { model: 'claude-sonnet-5-5', system: 'other rules' })).toBeUndefined();
    });
  });
});
