import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { Pool } from 'undici';
import { type CallResult, GraphCall } from './graph-call.js';

export interface TracedRequest {
  path: string;
  headers: string[];
  body: Buffer;
}

/** Calls under way by their bodies. */
const calls = new Map<object, GraphCall>();

/** The channel names undici's own request object; ours is recognised by the identity of its body. */
subscribe('undici:client:sendHeaders', (message) => {
  const body = (message as { request?: { body?: unknown } }).request?.body;
  const call = typeof body === 'object' && body !== null ? calls.get(body) : undefined;
  if (call) call.headersLeft = true;
});

/** Hands a call to undici, tied to its body, so that the channel can tell when the headers of this very request leave. */
export async function traceCall(pool: Pool, request: TracedRequest, call: GraphCall): Promise<CallResult> {
  calls.set(request.body, call);
  pool.dispatch({ ...request, method: 'POST' }, call);
  try {
    return await call.result;
  } finally {
    calls.delete(request.body);
  }
}

/**
 * Tries against a server of its own whether the channel tells the truth in this process: another client or version may not
 * publish it. Without it, every error after the connect counts as "may have been sent".
 */
export async function canTraceCalls(): Promise<boolean> {
  const isTrue = await probe().catch(() => false);
  if (!isTrue)
    new Logger('evidence').warn({ message: 'cannot see whether a request left, failing sends will be unknown' });
  return isTrue;
}

async function probe(): Promise<boolean> {
  const server = createServer((_, response) => response.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pool = new Pool(origin, { connections: 2, pipelining: 1, allowH2: false });
  try {
    const left = await Promise.all(Array.from({ length: 8 }, () => post(pool)));
    const held = await post(pool, () => false);
    await new Promise((resolve) => server.close(resolve));
    const refused = await post(pool);
    return left.every(Boolean) && !held && !refused;
  } finally {
    server.close();
    await pool.destroy();
  }
}

async function post(pool: Pool, mayLeave?: () => boolean): Promise<boolean> {
  const call = new GraphCall({ timeoutMs: 2_000, isTraced: true, mayLeave });
  await traceCall(pool, { path: '/', headers: [], body: Buffer.from('{}') }, call);
  return call.headersLeft;
}
