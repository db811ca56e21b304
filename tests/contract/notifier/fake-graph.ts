import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What the notifier posts, as far as specs look at it. */
export interface PostedMessage {
  type: string;
  to?: string;
  recipient?: string;
  context?: { message_id: string };
  text?: { body: string };
  image?: { link: string; caption?: string };
  interactive?: { type: string };
  biz_opaque_callback_data: string;
}

export interface PostedMark {
  status: 'read';
  message_id: string;
  typing_indicator?: { type: 'text' };
}

export interface StoredMenu {
  commands?: { command_name: string; command_description: string }[];
  prompts?: string[];
}

/** A POST that WhatsApp has taken. */
export interface AcceptedPost {
  wamid: string;
  callbackData: string;
  at: number;
  path: string;
  body: PostedMessage;
}

/** What the API does with one POST. */
export interface Behaviour {
  /** Whether the message exists afterwards. */
  accepts: boolean;
  /** `close`, `reset` and `cut` break the connection; `hang` never answers. */
  answer:
    'ok' | 'close' | 'reset' | 'cut' | 'hang' | { status: number; headers?: Record<string, string>; body: string };
  delayMs?: number;
}

export const accepted: Behaviour = { accepts: true, answer: 'ok' };

export const graphError = (code: number, extra: object = {}, status = 400, headers = {}): Behaviour => ({
  accepts: false,
  answer: {
    status,
    headers,
    body: JSON.stringify({ error: { message: `(#${code})`, code, fbtrace_id: 'A', ...extra } }),
  },
});

/** The Graph API as far as the notifier can see it. Each POST takes the next planned behaviour, then `usual`. */
export class FakeGraph {
  readonly accepted: AcceptedPost[] = [];
  readonly marks: PostedMark[] = [];
  /** Every POST of a message that arrived, accepted or not. */
  readonly attempts: AcceptedPost[] = [];
  /** Number and Authorization header of every call. */
  readonly calls: { phoneNumberId: string; authorization: string }[] = [];
  /** Menus that numbers have, and every call about one as `<method> <number>`. */
  readonly menus = new Map<string, StoredMenu>();
  readonly menuCalls: string[] = [];
  /** Next answers to calls about menus; then they succeed. */
  menuPlan: { status: number; body: string }[] = [];
  /** Tokens of numbers that have one of their own; a call with another one is refused. */
  tokens: Record<string, string> = {};
  plan: Behaviour[] = [];
  usual: (post: AcceptedPost) => Behaviour = () => accepted;
  url = '';
  private count = 0;
  private readonly server = createServer((request, response) => void this.handle(request, response));
  private readonly sockets = new Set<Socket>();

  constructor() {
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  get connections(): number {
    return this.sockets.size;
  }

  async start(port = 0): Promise<void> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.server.close(resolve));
  }

  reset(): void {
    this.accepted.length = 0;
    this.attempts.length = 0;
    this.marks.length = 0;
    this.calls.length = 0;
    this.menus.clear();
    this.menuCalls.length = 0;
    this.menuPlan = [];
    this.tokens = {};
    this.plan = [];
    this.usual = () => accepted;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const json = Buffer.concat(chunks).toString();
    const phoneNumberId = request.url!.split(/[/?]/)[2]!;
    const authorization = request.headers.authorization ?? '';
    this.calls.push({ phoneNumberId, authorization });
    if (authorization !== `Bearer ${this.tokens[phoneNumberId] ?? 'test-token'}`)
      return void response.writeHead(401).end();
    if (request.url!.includes('conversational_automation'))
      return this.answerMenu(request.method!, phoneNumberId, json, response);
    const body = JSON.parse(json) as PostedMessage | PostedMark;
    if ('status' in body) {
      this.marks.push(body);
      return void response.end('{"success":true}');
    }
    const post = {
      wamid: `wamid.${process.pid}.${(this.count += 1)}`,
      callbackData: body.biz_opaque_callback_data,
      at: performance.now(),
      path: request.url!,
      body,
    };
    this.attempts.push(post);
    const { accepts, answer, delayMs = 0 } = this.plan.shift() ?? this.usual(post);
    if (accepts) this.accepted.push(post);
    setTimeout(() => this.answer(answer, post.wamid, request, response), delayMs);
  }

  private answerMenu(method: string, phoneNumberId: string, json: string, response: ServerResponse): void {
    this.menuCalls.push(`${method} ${phoneNumberId}`);
    const planned = this.menuPlan.shift();
    if (planned) return void response.writeHead(planned.status).end(planned.body);
    if (method === 'POST') {
      this.menus.set(phoneNumberId, JSON.parse(json) as StoredMenu);
      return void response.end('{"success":true}');
    }
    const menu = this.menus.get(phoneNumberId);
    // Meta adds members of its own
    const conversational_automation = menu && { id: '9', enable_welcome_message: false, ...menu };
    response.end(JSON.stringify({ id: phoneNumberId, conversational_automation }));
  }

  private answer(answer: Behaviour['answer'], wamid: string, request: IncomingMessage, response: ServerResponse): void {
    const ok = JSON.stringify({ messaging_product: 'whatsapp', messages: [{ id: wamid, message_status: 'accepted' }] });
    if (answer === 'hang') return;
    if (answer === 'ok') response.writeHead(200, { 'content-type': 'application/json' }).end(ok);
    else if (answer === 'close') request.socket.end();
    else if (answer === 'reset') request.socket.resetAndDestroy();
    else if (answer === 'cut') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': `${ok.length}` });
      response.write(ok.slice(0, 20), () => request.socket.destroy());
    } else
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(answer.body);
  }
}
