import type { FastifyRequest } from 'fastify';
import type { Endpoint } from '../knobs/fault.schema.js';

/** What faults and the log need to know about a call before it is understood. */
export interface GraphCall {
  endpoint: Endpoint;
  body: Record<string, unknown>;
  /** Whom it concerns, as the caller wrote it. */
  contact?: string;
}

/** Sends and read marks share a path; the body tells them apart. */
export function toGraphCall(endpoint: Endpoint, { body }: FastifyRequest): GraphCall {
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const contact = fields['to'] ?? fields['recipient'];
  return {
    endpoint: endpoint === 'messages' && fields['status'] !== undefined ? 'read' : endpoint,
    body: fields,
    ...(typeof contact === 'string' && { contact }),
  };
}
