import type { FastifyReply } from 'fastify';

/** The connection is reset; the caller sees ECONNRESET. */
export function resetConnection(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.socket?.resetAndDestroy();
}

/** Nothing is ever answered; the connection stays until the caller gives up. */
export function leaveUnanswered(reply: FastifyReply): void {
  reply.hijack();
}

/** A head that promises the whole body, half of it, and the end. */
export function breakOff(reply: FastifyReply, body: unknown): void {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'application/json; charset=UTF-8', 'content-length': bytes.length });
  reply.raw.write(bytes.subarray(0, bytes.length / 2), () => reply.raw.socket?.destroy());
}
