import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface ModelBlock {
  type: string;
  text?: string;
  [field: string]: unknown;
}

export interface ModelRequest {
  model: string;
  max_tokens: number;
  system: { type: 'text'; text: string; cache_control?: object }[];
  messages: { role: string; content: string | ModelBlock[] }[];
  [field: string]: unknown;
}

export interface ServedModel {
  /** For ANTHROPIC_BASE_URL. */
  url: string;
  /** Requests for an answer, oldest first. */
  requests: ModelRequest[];
  /** What happens to the next requests; by default the person's last words come back. */
  answer: (response: ServerResponse, request: ModelRequest) => void;
  /** What GET /v1/models answers. */
  models: (response: ServerResponse) => void;
  stop(): Promise<void>;
}

/** A model API on a free port whose every byte a spec can decide. */
export async function serveModel(): Promise<ServedModel> {
  const server = createServer((request, response) => {
    if (request.method === 'GET') return served.models(response);
    json(request).then(
      (body) => {
        served.requests.push(body as ModelRequest);
        served.answer(response, body as ModelRequest);
      },
      () => response.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const served: ServedModel = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    answer: (response, request) => sendEvents(response, answerEvents(`You said: ${personText(request)}`)),
    models: (response) => sendModels(response, ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5']),
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return served;
}

/** The last text of the last message. */
export function personText({ messages }: ModelRequest): string {
  const content = messages.at(-1)?.content ?? '';
  return typeof content === 'string' ? content : (content.at(-1)?.text ?? '');
}

/** The events of an answer in the order of the API, a thinking block first. */
export function answerEvents(texts: string | string[], stopReason = 'end_turn'): object[] {
  const usage = { input_tokens: 20, output_tokens: 1, cache_read_input_tokens: 600, cache_creation_input_tokens: 0 };
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-5-5', content: [], usage };
  const delta = (index: number, fields: object) => ({ type: 'content_block_delta', index, delta: fields });
  return [
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
    { type: 'ping' },
    delta(0, { type: 'signature_delta', signature: 'signed' }),
    { type: 'content_block_stop', index: 0 },
    { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
    ...[texts].flat().map((text) => delta(1, { type: 'text_delta', text })),
    { type: 'content_block_stop', index: 1 },
    { type: 'message_delta', delta: { stop_reason: stopReason, stop_sequence: null }, usage: { output_tokens: 9 } },
    { type: 'message_stop' },
  ];
}

export interface ScriptedCall {
  name: string;
  /** An object, or the very text that is streamed as the arguments. */
  input: object | string;
  id?: string;
}

/** The events of an answer that asks for tools: a thinking block, what it says before, and the calls, cut at awkward places. */
export function toolEvents(calls: ScriptedCall[], text = ''): object[] {
  const before = answerEvents(text, 'tool_use');
  const blocks = calls.flatMap(({ name, input, id = `toolu_${name}` }, n) => {
    const index = n + 2;
    const json = typeof input === 'string' ? input : JSON.stringify(input);
    const cut = Math.floor(json.length / 2);
    return [
      { type: 'content_block_start', index, content_block: { type: 'tool_use', id, name, input: {} } },
      ...[json.slice(0, cut), json.slice(cut)].map((partial_json) => ({
        type: 'content_block_delta',
        index,
        delta: { type: 'input_json_delta', partial_json },
      })),
      { type: 'content_block_stop', index },
    ];
  });
  return [...before.slice(0, -2), ...blocks, ...before.slice(-2)];
}

/** What the tools answered in the newest round. */
export function toolResults({ messages }: ModelRequest): { id: string; content: string; isError: boolean }[] {
  const content = messages.at(-1)?.content ?? [];
  if (typeof content === 'string') return [];
  return content
    .filter(({ type }) => type === 'tool_result')
    .map(({ tool_use_id, content: text, is_error }) => ({
      id: String(tool_use_id),
      content: String(text),
      isError: is_error === true,
    }));
}

export function writeEvents(response: ServerResponse, events: object[]): void {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of events) {
    response.write(`event: ${(event as { type: string }).type}\ndata: ${JSON.stringify(event)}\n\n`);
  }
}

export function sendEvents(response: ServerResponse, events: object[]): void {
  writeEvents(response, events);
  response.end();
}

/** An error as the API words it. */
export function sendModelError(
  response: ServerResponse,
  status: number,
  type: string,
  { code, headers = {} }: { code?: string; headers?: Record<string, string> } = {},
): void {
  const error = { type, message: 'as the spec wants it', ...(code && { details: { error_code: code } }) };
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_1', ...headers });
  response.end(JSON.stringify({ type: 'error', error }));
}

export function sendModels(response: ServerResponse, ids: string[], fields: object = {}): void {
  const data = ids.map((id) => ({
    type: 'model',
    id,
    display_name: id,
    lifecycle: 'active',
    retires_at: null,
    ...fields,
  }));
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ data, has_more: false, first_id: ids[0] ?? null, last_id: ids.at(-1) ?? null }));
}
