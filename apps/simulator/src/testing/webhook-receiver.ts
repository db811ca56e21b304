import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedPost {
  bytes: Buffer;
  signature: string;
}

/** A business for specs: answers the handshake, keeps every webhook POST, and answers with what it is told to. */
export class WebhookReceiver {
  readonly posts: ReceivedPost[] = [];
  /** Decides the HTTP status of each POST. */
  answer: (post: ReceivedPost) => number = () => 200;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async listen(verifyToken: string, port = 0): Promise<WebhookReceiver> {
    const server = createServer();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const receiver = new WebhookReceiver(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`);
    server.on('request', (request, response) => {
      void receiver.receive(request, verifyToken).then(({ status, body }) => response.writeHead(status).end(body));
    });
    return receiver;
  }

  /** The messages, statuses or other items of all POSTs that were answered with 200, in the order of their arrival. */
  items<T = Record<string, unknown>>(kind: 'messages' | 'statuses' | 'contacts'): T[] {
    return this.posts.flatMap(({ bytes }) => {
      const { entry } = JSON.parse(bytes.toString()) as { entry: { changes: { value: Record<string, T[]> }[] }[] };
      return entry.flatMap(({ changes }) => changes.flatMap(({ value }) => value[kind] ?? []));
    });
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async receive(request: IncomingMessage, verifyToken: string): Promise<{ status: number; body?: string }> {
    if (request.method === 'GET') {
      const { searchParams } = new URL(request.url!, 'http://receiver');
      const isOurs = searchParams.get('hub.verify_token') === verifyToken;
      return isOurs ? { status: 200, body: searchParams.get('hub.challenge')! } : { status: 403 };
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const post = { bytes: Buffer.concat(chunks), signature: String(request.headers['x-hub-signature-256']) };
    this.posts.push(post);
    return { status: this.answer(post) };
  }
}
