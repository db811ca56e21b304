import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { Delivery } from './delivery.js';

/** Writes answers; those that take time or never end are cut when the process stops. */
@Injectable()
export class ReplyWriterService implements BeforeApplicationShutdown {
  private readonly open = new Set<ServerResponse>();

  beforeApplicationShutdown(): void {
    for (const response of this.open) response.destroy();
  }

  sendJson(response: ServerResponse, status: number, body: object, headers: Record<string, string>): void {
    this.sendBody(response, status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  }

  sendBody(response: ServerResponse, status: number, body: string | Buffer, headers: Record<string, string>): void {
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    response.end(body);
  }

  async sendStream(
    response: ServerResponse,
    { steps, ending }: Delivery,
    headers: Record<string, string>,
  ): Promise<void> {
    const status = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', ...headers };
    const [first] = steps;
    if (steps.length === 1 && first!.waitMs === 0 && ending === 'end') {
      // With its length known, head and body leave in one system call.
      response.writeHead(200, { ...status, 'content-length': Buffer.byteLength(first!.chunk) }).end(first!.chunk);
      return;
    }
    this.watch(response);
    for (const [index, { waitMs, chunk }] of steps.entries()) {
      await pause(waitMs);
      if (response.destroyed) return;
      if (index === 0) response.writeHead(200, status);
      response.write(chunk);
    }
    if (steps.length === 0) response.writeHead(200, status).flushHeaders();
    await pause(0);
    if (ending === 'end') response.end();
    if (ending === 'cut') response.destroy();
  }

  /** Leaves the request without any answer. */
  leaveOpen(response: ServerResponse): void {
    this.watch(response);
  }

  /** Resolves after `waitMs`; false when the caller has gone in the meantime. */
  async waitFor(response: ServerResponse, waitMs: number): Promise<boolean> {
    this.watch(response);
    await pause(waitMs);
    return !response.destroyed;
  }

  private watch(response: ServerResponse): void {
    if (this.open.has(response)) return;
    this.open.add(response);
    response.once('close', () => this.open.delete(response));
  }
}
