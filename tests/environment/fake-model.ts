import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { tokensIn } from './meta.ts';
import { readBody, readJson, sendJson } from './http-body.ts';

export interface ModelRequest {
  model: string;
  stream?: boolean;
  system?: unknown;
  messages: { role: string; content: string | { type: string; text?: string }[] }[];
  [field: string]: unknown;
}

export type ModelAnswer =
  /** In latin1 every character above U+007F is a byte that is no UTF-8. */
  | { kind: 'text'; text: string; stopReason?: string; encoding?: 'utf8' | 'latin1' }
  | { kind: 'tool'; name: string; input: unknown }
  /** An error instead of an answer. */
  | { kind: 'error'; status: number; type: string; retryAfterSeconds?: number; code?: string }
  /** 200 and the first words, then an error event, or the end of the connection. */
  | { kind: 'broken'; text: string; how: 'error' | 'cut' }
  | { kind: 'silence' };

type Script = (request: ModelRequest, call: number, key?: string) => ModelAnswer;

/** The Messages API in this process: says what the test wants, and by default repeats what the person said last. */
export class FakeModel {
  readonly calls: { request: ModelRequest; at: number; key: string }[] = [];
  script: Script = (request) => ({ kind: 'text', text: repeatPerson(request) });
  latencyMs = 0;
  /** Keeps what was asked; off for long runs. */
  remembers = true;
  callCount = 0;
  /** Questions of the classifier about who takes a turn: answered apart from what a test scripts. */
  routings = 0;
  /** Fits what the candidate is for that the classifier is to choose, among those that it offers; nobody in particular without. */
  choice?: RegExp;
  /** Requests that wait for their answer. */
  inFlight = 0;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.handle(request, response));
    this.server.keepAliveTimeout = 60_000;
  }

  static async start(port = 0): Promise<FakeModel> {
    const model = new FakeModel();
    await new Promise<void>((resolve) => model.server.listen({ port, host: '127.0.0.1', backlog: 4_096 }, resolve));
    return model;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { pathname } = new URL(request.url ?? '/', 'http://model');
      if (pathname.endsWith('/v1/messages/count_tokens')) {
        const body = await readBody(request);
        return sendJson(response, { input_tokens: Math.ceil(body.length / 4) });
      }
      if (pathname.includes('/v1/models')) return sendJson(response, models(pathname));
      if (!pathname.endsWith('/v1/messages')) return sendJson(response, toError('not_found_error'), 404);
      const body = await readJson<ModelRequest>(request);
      this.inFlight += 1;
      const key = (request.headers.authorization ?? '').replace(/^Bearer /, '');
      await this.answer(body, response, key).finally(() => (this.inFlight -= 1));
    } catch {
      response.socket?.destroy(); // the caller went away
    }
  }

  private async answer(request: ModelRequest, response: ServerResponse, key: string): Promise<void> {
    if (isRouting(request)) {
      this.routings += 1;
      return stream(request, { kind: 'text', text: JSON.stringify(choose(request, this.choice)) }, response);
    }
    if (this.remembers) this.calls.push({ request, at: performance.now(), key });
    const answer = this.script(request, this.callCount++, key);
    if (this.latencyMs > 0) await wait(this.latencyMs);
    if (answer.kind === 'silence') return;
    if (answer.kind === 'error') {
      if (answer.retryAfterSeconds !== undefined) response.setHeader('retry-after', `${answer.retryAfterSeconds}`);
      return sendJson(response, toError(answer.type, answer.code), answer.status);
    }
    if (request.stream) return stream(request, answer, response);
    if (answer.kind === 'broken') return void response.socket?.destroy();
    sendJson(response, { ...toMessage(request, answer), usage: { input_tokens: 20, output_tokens: 10 } });
  }
}

/** Only the classifier asks for JSON. */
const isRouting = ({ output_config: config }: ModelRequest): boolean =>
  typeof config === 'object' && config !== null && 'format' in config;

/** What no test wants to be about: the generalist takes the turn. */
const nobodySpecial = {
  choice: 'none_of_these',
  second: 'none_of_these',
  confidence: 'high',
  needs_clarification: false,
  language: 'other',
  entities: [],
};

function choose({ messages }: ModelRequest, wanted?: RegExp): object {
  const offered = JSON.stringify(messages).matchAll(/\\n(c\d\d): (.*?)(?=\\n)/g);
  const found = wanted && [...offered].find(([, , description]) => wanted.test(description!));
  return { ...nobodySpecial, ...(found && { choice: found[1] }) };
}

type Said = Exclude<ModelAnswer, { kind: 'error' | 'silence' }>;

/** One write for the whole stream: what it costs is the caller's to show. */
function stream(request: ModelRequest, answer: Said, response: ServerResponse): void {
  const { content, stop_reason, ...message } = toMessage(request, answer);
  const [block] = content;
  const usage = { input_tokens: 20, output_tokens: 1 };
  const start = block?.type === 'tool_use' ? { ...block, input: {} } : { type: 'text', text: '' };
  const delta =
    block?.type === 'tool_use'
      ? { type: 'input_json_delta', partial_json: JSON.stringify(block.input) }
      : { type: 'text_delta', text: block?.text ?? '' };
  const events: object[] = [
    { type: 'message_start', message: { ...message, content: [], stop_reason: null, usage } },
    { type: 'content_block_start', index: 0, content_block: start },
    { type: 'content_block_delta', index: 0, delta },
  ];
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (answer.kind === 'broken') {
    if (answer.how === 'error') events.push(toError('overloaded_error'));
    return void response.write(events.map(toEvent).join(''), () => {
      if (answer.how === 'error') response.end();
      else setTimeout(() => response.socket?.destroy(), 20);
    });
  }
  const end = [
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 10 } },
    { type: 'message_stop' },
  ];
  const encoding = answer.kind === 'text' ? answer.encoding : undefined;
  response.end(Buffer.from([...events, ...end].map(toEvent).join(''), encoding));
}

const toEvent = (event: object): string =>
  `event: ${(event as { type: string }).type}\ndata: ${JSON.stringify(event)}\n\n`;

interface Block {
  type: 'text' | 'tool_use';
  text?: string;
  id?: string;
  name?: string;
  input?: unknown;
}

interface ModelMessage {
  id: string;
  type: 'message';
  role: 'assistant';
  model: string;
  content: Block[];
  stop_reason: string;
  stop_sequence: null;
}

function toMessage({ model }: ModelRequest, answer: Said): ModelMessage {
  const content: Block[] =
    answer.kind === 'tool'
      ? [{ type: 'tool_use', id: `toolu_${randomUUID()}`, name: answer.name, input: answer.input }]
      : [{ type: 'text', text: answer.text }];
  const stopReason =
    answer.kind === 'tool' ? 'tool_use' : answer.kind === 'text' ? (answer.stopReason ?? 'end_turn') : 'end_turn';
  const head = { id: `msg_${randomUUID()}`, type: 'message', role: 'assistant', model } as const;
  return { ...head, content, stop_reason: stopReason, stop_sequence: null };
}

const toError = (type: string, code?: string): object => ({
  type: 'error',
  error: { type, message: 'as the test wants it', ...(code && { details: { error_code: code } }) },
});

function models(pathname: string): object {
  const ids = ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5'];
  const entries = ids.map((id) => ({
    type: 'model',
    id,
    display_name: id,
    created_at: '2026-09-01T00:00:00Z',
    lifecycle: 'active',
  }));
  const asked = entries.find(({ id }) => pathname.endsWith(`/${id}`));
  return asked ?? { data: entries, has_more: false, first_id: ids[0], last_id: ids.at(-1) };
}

/** Everything that was said since the last answer, so that the tokens of all messages of a turn come back. */
export function repeatPerson({ messages }: ModelRequest): string {
  const since = messages.slice(messages.findLastIndex(({ role }) => role === 'assistant') + 1);
  const text = since
    .map(({ content }) => (typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('\n')))
    .join('\n');
  const tokens = [...new Set(tokensIn(text).map(({ from, sequence }) => `tok-${from}-${sequence}`))];
  return tokens.length > 0 ? `You said: ${tokens.join(' ')}` : `You said: ${text.slice(-200)}`;
}
