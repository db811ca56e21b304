import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Endpoint } from '../../knobs/fault.schema.js';
import type { GraphError } from './graph-error.js';

/** One call of the Graph API on its way to an answer. */
export interface GraphCall {
  endpoint: Endpoint;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** What handlers give back: the body of a success, or why not. */
export type GraphResult = object | string | GraphError;

/** The members of the body, whatever was sent. */
export const bodyOf = ({ request: { body } }: GraphCall): Record<string, unknown> =>
  typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};

/** Whom a call concerns, as the caller wrote it. */
export function contactOf(call: GraphCall): string | undefined {
  const { to, recipient } = bodyOf(call);
  const contact = to ?? recipient;
  return typeof contact === 'string' ? contact : undefined;
}
