import type { FastifyInstance } from 'fastify';
import { badRequest, notFound, toEnvelope } from './api-problem.js';

/** Errors that the framework makes under the API's path (broken JSON, unknown routes) get the API's envelope too. */
export function envelopeForeignErrors(server: FastifyInstance, nextRequestId: () => string): void {
  server.addHook('onSend', async (request, reply, payload) => {
    if (reply.statusCode < 400 || !request.url.startsWith('/anthropic/v1/')) return payload;
    const requestId = nextRequestId();
    reply.header('request-id', requestId).header('content-type', 'application/json');
    const problem = reply.statusCode === 404 ? notFound('Not found') : badRequest('The request body is not valid JSON');
    const text = JSON.stringify(toEnvelope({ ...problem, status: reply.statusCode }, requestId));
    reply.header('content-length', Buffer.byteLength(text));
    return text;
  });
}
