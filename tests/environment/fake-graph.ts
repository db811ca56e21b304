import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerWith, type GraphOutcome, outcomes } from './graph-outcome.ts';
import { readBody, readJson, sendJson } from './http-body.ts';

/** A message that the API took: it exists, whatever the sender was told. */
export interface AcceptedSend {
  wamid: string;
  /** The sender's own id of this attempt. */
  opaque: string | undefined;
  phoneNumberId: string;
  /** The access token of the call. */
  token: string;
  /** Number without plus, or BSUID. */
  to: string;
  /** Message that it answers. */
  inReplyTo: string | undefined;
  text: string;
  bodyHash: string;
  body: SendBody;
  /** performance.now() */
  at: number;
}

export interface SendBody {
  to?: string;
  recipient?: string;
  type?: string;
  status?: string;
  message_id?: string;
  typing_indicator?: object;
  biz_opaque_callback_data?: string;
  context?: { message_id?: string };
  text?: { body?: string };
  interactive?: { body?: { text?: string } };
  [field: string]: unknown;
}

export interface SendAttempt {
  body: SendBody;
  outcome: GraphOutcome;
  at: number;
}

/** `token` is the access token of the call. */
type Program = (body: SendBody, token: string) => GraphOutcome;

/** A Graph API in this process that does with each send what the test wants and remembers what it took. */
export class FakeGraph {
  readonly accepted: AcceptedSend[] = [];
  readonly attempts: SendAttempt[] = [];
  /** Read marks; a typing indicator came with those that have one. */
  readonly reads: { messageId: string; typing: boolean; at: number }[] = [];
  /** Decides on each send; `queue` goes first. */
  program: Program = () => outcomes.accepted;
  /** Outcomes of the next sends, in order. */
  readonly queue: GraphOutcome[] = [];
  /** Told of every message that was taken: where statuses begin. */
  onAccept: (send: AcceptedSend) => void = () => {};
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.handle(request, response));
    this.server.keepAliveTimeout = 60_000;
  }

  static async start(port = 0): Promise<FakeGraph> {
    const graph = new FakeGraph();
    await new Promise<void>((resolve) => graph.server.listen(port, '127.0.0.1', resolve));
    return graph;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Of one row of the sender, over all its attempts. */
  acceptedOf(opaqueId: string): AcceptedSend[] {
    return this.accepted.filter(({ opaque }) => opaque !== undefined && outboxIdOf(opaque) === opaqueId);
  }

  forget(): void {
    for (const list of [this.accepted, this.attempts, this.reads, this.queue]) list.length = 0;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, phoneNumberId, edge] = /^\/v[\d.]+\/([^/?]+)(?:\/([^/?]+))?/.exec(request.url ?? '') ?? [];
    try {
      if (!request.headers.authorization?.startsWith('Bearer '))
        return sendJson(response, { error: { code: 190 } }, 401);
      if (request.method === 'POST' && edge === 'messages')
        return await this.onMessage(request, response, phoneNumberId ?? '');
      await readBody(request);
      if (request.method === 'POST' && edge === 'media')
        return sendJson(response, { id: `${Math.floor(Math.random() * 1e15)}` });
      sendJson(response, { error: { message: '(#100) no such object', code: 100, error_subcode: 33 } }, 400);
    } catch {
      response.socket?.destroy(); // the sender went away in the middle of its request
    }
  }

  private async onMessage(request: IncomingMessage, response: ServerResponse, phoneNumberId: string): Promise<void> {
    const body = await readJson<SendBody>(request);
    const at = performance.now();
    if (body.status === 'read') {
      this.reads.push({ messageId: body.message_id ?? '', typing: body.typing_indicator !== undefined, at });
      return sendJson(response, { success: true });
    }
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    const outcome = this.queue.shift() ?? this.program(body, token);
    this.attempts.push({ body, outcome, at });
    const send = toAccepted(body, { phoneNumberId, token, at });
    if (outcome.accepts) {
      this.accepted.push(send);
      this.onAccept(send);
    }
    const input = body.to ?? body.recipient;
    const success = {
      messaging_product: 'whatsapp',
      contacts: [{ input, wa_id: body.to ? send.to : '' }],
      messages: [{ id: send.wamid, message_status: 'accepted' }],
    };
    const answer = (): void => answerWith(outcome, response, success);
    if (outcome.delayMs) setTimeout(answer, outcome.delayMs);
    else answer();
  }
}

type Call = Pick<AcceptedSend, 'phoneNumberId' | 'token' | 'at'>;

function toAccepted(body: SendBody, call: Call): AcceptedSend {
  const { biz_opaque_callback_data: opaque, context, ...content } = body;
  return {
    wamid: `wamid.${randomUUID()}`,
    opaque,
    to: (body.to ?? body.recipient ?? '').replace(/^\+/, ''),
    inReplyTo: context?.message_id,
    text: body.text?.body ?? body.interactive?.body?.text ?? '',
    bodyHash: createHash('sha1').update(JSON.stringify(content)).digest('base64'),
    body,
    ...call,
  };
}

/** `<row>.<attempt>`: the row stays, the attempt counts up. */
export const outboxIdOf = (opaque: string): string => opaque.replace(/\.\d+$/, '');
